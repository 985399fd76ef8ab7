/** Where a user's avatar is, as a path; a placeholder's for who never uploaded one. */
export interface Avatar {
  path: string;
}

/** What the API remembers: avatars by user id. Every user has one. */
export interface Records {
  avatar: Avatar;
}
