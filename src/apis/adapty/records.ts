/** What the API remembers: by Adapty's own id, the profiles that were not deleted. */
export interface Records {
  profile: Record<string, never>;
}
