/** A profile as far as its deletion asks. */
export interface Profile {
  /** Id of the app that has it, the owner of its keys. */
  app: string;
}

/** What the API remembers: profiles by Adapty's own id. */
export interface Records {
  profile: Profile;
}
