import type { components } from '../../../generated/app-net.d.ts';
import type { Annotation } from './annotations.ts';
import type { Description } from './description.ts';

export type User = components['schemas']['User'];
type Image = components['schemas']['Image'];

/** What a user's answers say of it, but for what they make anew: HTML, and the URLs of the pictures. */
export type Profile = Omit<User, 'avatar_image' | 'cover_image' | 'description' | 'annotations'> & {
  avatar_image: Omit<Image, 'url'>;
  cover_image: Omit<Image, 'url'>;
  description?: Description;
  annotations: Annotation[];
};

/** Where a user's pictures are, as paths. Apart from the profile: whoever asks for an avatar asks for little. */
export interface Pictures {
  avatar: string;
  cover: string;
}

/** What the API remembers, by the user's id. Of users who have no token nobody can see more than the pictures. */
export interface Records {
  pictures: Pictures;
  profile: Profile;
}
