/** Certificates that nobody here vouches for, by what OpenSSL calls it. */
const UNTRUSTED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
];

/** Why no answer came, in a sentence for people, with the way out where there is one. */
export function troubleOf({ code = '', message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'Nobody listens there (connection refused).';
  if (code === 'ECONNRESET' || message === 'aborted') return 'The connection ended before the answer was whole.';
  if (code === 'ENOTFOUND') return 'Nobody knows a host of that name (ENOTFOUND).';
  if (code.startsWith('HPE_')) return `The answer cannot be read as HTTP: ${message}.`;
  if (UNTRUSTED.includes(code))
    return `Its certificate is signed by nobody who is trusted here (${code}). To trust it, say NODE_EXTRA_CA_CERTS=cert.pem before the command; cert.pem is the certificate, or that of who signed it.`;
  if (code === 'CERT_HAS_EXPIRED') return `Its certificate has expired (${code}).`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `Its certificate is for another host (${code}).`;
  if (code === 'EPROTO' || code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG')
    return 'What listens there does not speak TLS: try http:// instead of https://.';
  return code === '' ? message : `${message} (${code}).`;
}
