/** Bytes that are no picture of any accepted type, whatever they are called. */
export const impostors: readonly [what: string, bytes: Buffer][] = [
  ['text', Buffer.from('This is not a picture, whatever its name is.\n')],
  ['html', Buffer.from('<!doctype html><title>No picture</title><script>alert(1)</script>\n')],
  [
    'svg',
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="960" height="960"><rect width="960" height="960"/></svg>\n',
    ),
  ],
  [
    'xml that loads a file',
    Buffer.from(
      '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
    ),
  ],
  ['a pdf', Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')],
  ['a zip archive', Buffer.from('504b0506000000000000000000000000000000000000', 'hex')],
  [
    'a bitmap',
    Buffer.concat([
      Buffer.from('424d3a0000000000000036000000280000000100000001000000010018000000000004000000', 'hex'),
      Buffer.alloc(20, 255),
    ]),
  ],
  ['a tiff', Buffer.from('49492a0008000000000000000000', 'hex')],
  ['a gif signature before a script', Buffer.from('GIF89a/*\u0001*/=alert(1)//')],
  [
    'a jpeg signature before text',
    Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), Buffer.from('and nothing of it follows')]),
  ],
  ['a png signature alone', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['a webp signature alone', Buffer.from('RIFF\u0010\u0000\u0000\u0000WEBPVP8 ', 'latin1')],
  ['zeros', Buffer.alloc(4096)],
  ['one octet', Buffer.from([0xff])],
  [
    'base64 text of a picture',
    Buffer.from('/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8M'),
  ],
  [
    'a data URL',
    Buffer.from(
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
    ),
  ],
];
