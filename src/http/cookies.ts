/** The value of a cookie in a Cookie header; undefined where it is not there. */
export function cookieNamed(name: string, cookies = ''): string | undefined {
  const found = cookies.split(';').find((cookie) => cookie.trim().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1);
}
