import type { components } from '../../../generated/app-net.d.ts';
import type { Annotation } from './annotations.ts';
import { htmlOf } from './html.ts';
import type { Pictures, Profile, User } from './records.ts';
import { withReplacements } from './replacements.ts';

/** The general User parameters (facts sheet 2.3), 0 or 1; a server may hand them on as text. */
export interface General {
  include_annotations?: number | string;
  include_user_annotations?: number | string;
  include_html?: number | string;
}

/** The whole user in its envelope, as it stands after a call. */
export interface Answer {
  status: 200;
  body: components['schemas']['UserEnvelope'];
}

/** Tells a user all about itself, as far as the general parameters ask for it. */
export function answer(pictures: Pictures, profile: Profile, general: General, origin: string): Answer {
  const { description, annotations, avatar_image, cover_image, ...rest } = profile;
  const user: User = {
    ...rest,
    avatar_image: { url: `${origin}${pictures.avatar}`, ...avatar_image },
    cover_image: { url: `${origin}${pictures.cover}`, ...cover_image },
  };
  if (description !== undefined) {
    const { text, entities } = description;
    user.description = isOn(general.include_html) ? { text, html: htmlOf(text, entities), entities } : description;
  }
  if (isOn(general.include_annotations) || isOn(general.include_user_annotations)) {
    user.annotations = annotations.map((annotation): Annotation => withReplacements(annotation, user));
  }
  return { status: 200, body: { data: user, meta: { code: 200 } } };
}

function isOn(flag: number | string | undefined): boolean {
  return Number(flag) === 1;
}
