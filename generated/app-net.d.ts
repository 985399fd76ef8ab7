/** Made from openapi/ by `npm run generate`. Do not edit. */
export interface paths {
    "/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace my profile
         * @description Replaces the name, the locale, the time zone and the description of the token's user. All four must be sent, the description with
         *     its `text`; to change fewer, update the profile. Annotations are another matter: only those that are sent are written or, without
         *     a value, deleted, and the others stay. Username, type and pictures stay as well.
         *
         *     The answer is the whole user. Its annotations are in it only with `include_user_annotations=1` or `include_annotations=1`.
         *     Nothing changes when any key is refused. The call may be repeated with the same effect.
         */
        put: operations["replaceMyProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update my profile
         * @description Changes only the keys of the profile that are sent: any of name, locale, time zone, description and annotations. A
         *     description needs its `text` and replaces the former one; of the annotations only those that are sent are written or, without a
         *     value, deleted. An empty object changes nothing and is answered all the same.
         *
         *     The answer is the whole user. Its annotations are in it only with `include_user_annotations=1` or `include_annotations=1`.
         *     Nothing changes when any key is refused. The call may be repeated with the same effect.
         */
        patch: operations["updateMyProfile"];
        trace?: never;
    };
    "/users/me/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get my avatar
         * @description Redirects to the current avatar of the token's user. Any user token will do; no scope is needed. Those who never uploaded one have a
         *     default image, so there is always one. The query string goes along to the image host, but for `access_token` and `callback`,
         *     so that `w` and `h` scale the picture there. The call is not rate limited and changes nothing.
         */
        get: operations["getMyAvatar"];
        put?: never;
        /**
         * Upload my avatar
         * @description Replaces the avatar of the token's user with an uploaded picture, which is cropped to a square from its middle and otherwise
         *     kept at its size. It looks best at 200×200 pixels. JPEG, PNG and GIF are taken, smaller than 1 MB, that is at most 1048575
         *     octets, with at most 50 million pixels.
         *
         *     The former picture is gone from the profile. Each upload gives a new address, so repeating the call is harmless but not
         *     without effect. The page does not mention the general parameters here; the official client sends them.
         */
        post: operations["uploadMyAvatar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/cover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get my cover
         * @description Redirects to the current cover of the token's user. Any user token will do; no scope is needed. Those who never uploaded one have a
         *     default image, so there is always one. The query string goes along to the image host, but for `access_token` and `callback`,
         *     so that `w` and `h` scale the picture there. The call is not rate limited and changes nothing.
         */
        get: operations["getMyCover"];
        put?: never;
        /**
         * Upload my cover
         * @description Replaces the cover of the token's user with an uploaded picture, which must be at least 960 pixels wide and is kept at its
         *     size. JPEG, PNG and GIF are taken, smaller than 4 MB, that is at most 4194303 octets, with at most 50 million pixels.
         *
         *     The former picture is gone from the profile. Each upload gives a new address, so repeating the call is harmless but not
         *     without effect.
         */
        post: operations["uploadMyCover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user_id}/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the avatar of a user
         * @description Redirects to the current avatar of a user. It is public: a token is neither needed nor looked at. Those who never uploaded one have a
         *     default image, so every user has one. The query string goes along to the image host, but for `access_token` and `callback`,
         *     so that `w` and `h` scale the picture there. The call is not rate limited and changes nothing.
         */
        get: operations["getUserAvatar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user_id}/cover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the cover of a user
         * @description Redirects to the current cover of a user. It is public: a token is neither needed nor looked at. Those who never uploaded one have a
         *     default image, so every user has one. The query string goes along to the image host, but for `access_token` and `callback`,
         *     so that `w` and `h` scale the picture there. The call is not rate limited and changes nothing.
         */
        get: operations["getUserCover"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The full name, 1 to 50 characters that are not all blank. */
        ProfileName: string;
        /** @description A language, alone or with a region: `en`, `en_US` or `en-US`. It comes back in the form `en_US`; a bare language gets its usual region, and one that has none `AA`, as in the recorded `ar_AA`. An unknown one is refused with 400. */
        ProfileLocale: string;
        /** @description A name of the tz database, old names such as `US/Central` included. It comes back as it was sent. An unknown one is refused with 400. */
        ProfileTimezone: string;
        /** @description A word that leads somewhere. The server inserts the domain behind it, in brackets, when the word does not show it. It must lie within the text and overlap no other link. */
        CustomLink: {
            /**
             * Format: uri
             * @description Where it leads, an address on the web of at most 2048 characters.
             */
            url: string;
            /** @description Where it starts, counted in Unicode code points from 0. */
            pos: number;
            /** @description How long it is, in Unicode code points. */
            len: number;
        };
        /** @description How the text is linked. Leave it out in order to have addresses in the text linked by the server; with `links` only those are linked. Do not send back what an answer had here, for the same reason. Mentions and hashtags are always found by the server. */
        ProfileEntities: {
            /** @description The words that lead somewhere, at their places in the text as it is sent. */
            links?: components["schemas"]["CustomLink"][];
            /** @description Whether addresses in the text are linked in addition to `links`. */
            parse_links?: boolean;
            /** @description Whether links written as in Markdown, `[word](address)`, are linked. */
            parse_markdown_links?: boolean;
        };
        /** @description What the user says about itself. Keys that only the server writes, `html` for one, are ignored. */
        ProfileDescription: {
            /** @description The plain text, at most 256 characters, that is Unicode code points, as it is sent: Markdown counts, domains that the server inserts do not. An empty one removes the description. Surrogates without their partner are replaced by U+FFFD. */
            text: string;
            entities?: components["schemas"]["ProfileEntities"];
        };
        /** @description The user's blog or home page. */
        DirectoryAddress: {
            /**
             * Format: uri
             * @description Its address.
             */
            url: string;
        };
        /** @description The user on Facebook. */
        DirectoryFacebook: {
            /** @description The id there. */
            id: string;
        };
        /** @description The user on Twitter. */
        DirectoryTwitter: {
            /** @description The name there, without the `@`. */
            username: string;
        };
        /** @description A place on earth. */
        Geolocation: {
            /** @description Degrees north of the equator. */
            latitude: number;
            /** @description Degrees east of Greenwich. */
            longitude: number;
            /** @description Metres above sea level. */
            altitude?: number;
            /** @description How far off the place may be, in metres. */
            horizontal_accuracy?: number;
            /** @description How far off the altitude may be, in metres. */
            vertical_accuracy?: number;
        };
        /** @description The language that the user writes in. */
        AnnotationLanguage: {
            /** @description The language, in the form of a locale. */
            language: string;
        };
        /** @description What the value means, as a domain in reverse. Types under `net.app.core.` have a fixed value; all others are free. */
        AnnotationType: string;
        /** @description One annotation to write, or to remove: without `value` the annotation of that type is deleted. Types of the core must have the value that belongs to them. A key in the value that starts with `+net.app.core.` is replaced in answers by what it stands for, and comes back as it was sent when that is unknown. */
        AnnotationChange: {
            type: components["schemas"]["AnnotationType"];
            /** @description The data, whose keys follow from the type. Absent in order to delete. */
            value?: {
                [key: string]: unknown;
            };
        } & (unknown & unknown & unknown & unknown & unknown);
        /** @description The annotations that change, one for each type at most; the others stay as they are. After the change all annotations of the user together may take 8192 bytes as JSON. */
        AnnotationChanges: components["schemas"]["AnnotationChange"][];
        /** @description The profile, all four keys of it. A whole user as it came from an answer is welcome: keys that only the server writes (`id`, `username`, `counts`, the pictures and so on) are ignored, whatever they hold. */
        UserReplacement: {
            name: components["schemas"]["ProfileName"];
            locale: components["schemas"]["ProfileLocale"];
            timezone: components["schemas"]["ProfileTimezone"];
            description: components["schemas"]["ProfileDescription"];
            annotations?: components["schemas"]["AnnotationChanges"];
        };
        /** @description A user that the text speaks of. */
        Mention: {
            /** @description The username, without the `@`. */
            name: string;
            /** @description The id of that user. */
            id: string;
            /** @description Where it starts, counted in Unicode code points from 0. */
            pos: number;
            /** @description How long it is, in Unicode code points. */
            len: number;
        };
        /** @description A word behind a `#`. */
        Hashtag: {
            /** @description The word in lower case, without the `#`. */
            name: string;
            /** @description Where it starts, counted in Unicode code points from 0. */
            pos: number;
            /** @description How long it is, in Unicode code points. */
            len: number;
        };
        /** @description An address in the text, or a word that leads to one. */
        Link: {
            /**
             * Format: uri
             * @description Where it leads. A bare domain gets `http://` in front.
             */
            url: string;
            /** @description The linked part of the text. */
            text: string;
            /** @description Where it starts, counted in Unicode code points from 0. */
            pos: number;
            /** @description How long it is, in Unicode code points. */
            len: number;
            /** @description How long it is together with the domain that the server inserted behind it. Absent if it inserted none. */
            amended_len?: number;
        };
        /** @description What was found in the text. Recorded answers always have all three arrays, empty ones included; the documented example is an empty object, so none of them is required. Ranges may touch and never overlap. */
        Entities: {
            /** @description Users that the text speaks of. */
            mentions?: components["schemas"]["Mention"][];
            /** @description Words behind a `#`. */
            hashtags?: components["schemas"]["Hashtag"][];
            /** @description Addresses in the text, and words that the user linked. */
            links?: components["schemas"]["Link"][];
        };
        /** @description What the user says about itself. The whole object is absent when there is nothing, also after an empty text was sent. */
        UserDescription: {
            /** @description The plain text. It may be longer than the 256 characters that can be sent: behind a custom link the server inserts the domain it leads to, in brackets. */
            text: string;
            /** @description The text as HTML, made by the server: wrapped in a `span`, with the entities as links and marked spans. Absent with `include_html=0`. */
            html?: string;
            entities: components["schemas"]["Entities"];
        };
        /** @description A picture of a user. */
        Image: {
            /**
             * Format: uri
             * @description Where the picture is. The address is opaque. Append `w` and `h`, in pixels, for a scaled one; a GIF is never resized.
             */
            url: string;
            /** @description The width of the stored original, in pixels. */
            width: number;
            /** @description The height of the stored original, in pixels. */
            height: number;
            /** @description Whether this is the picture of users who never uploaded one. */
            is_default: boolean;
        };
        /** @description How much there is around a user. */
        UserCounts: {
            /** @description How many users this one follows. */
            following: number;
            /** @description How many users follow this one. */
            followers: number;
            /** @description How many posts the user has written. */
            posts: number;
            /** @description How many posts the user has starred. */
            stars: number;
        };
        /** @description Data that a program keeps with the user. */
        Annotation: {
            type: components["schemas"]["AnnotationType"];
            /** @description The data, whose keys follow from the type. */
            value: {
                [key: string]: unknown;
            };
        };
        /** @description A user, as the user itself sees it. The keys that relate a user to whoever asks (`follows_you`, `you_follow` and the like) are absent, since both are the same here. */
        User: {
            /** @description The id, an integer in a string. It never changes. */
            id: string;
            /** @description The name behind the `@`. Upper and lower case are the same. */
            username: string;
            /** @description The full name, as the user writes it. */
            name: string;
            description?: components["schemas"]["UserDescription"];
            /** @description A name of the tz database, as it was sent. Old names such as `US/Central` are kept and not replaced by their successors. */
            timezone: string;
            /** @description Language and region. A bare language that was sent has become one with its usual region, `en` for example `en_US`. */
            locale: string;
            /** @description The avatar, which is a square or at most a pixel off. */
            avatar_image: components["schemas"]["Image"];
            /** @description The cover, at least 960 pixels wide. */
            cover_image: components["schemas"]["Image"];
            /**
             * @description What sort of user this is. It cannot be changed here.
             * @enum {string}
             */
            type: "human" | "feed" | "bot";
            /**
             * Format: date-time
             * @description When the user signed up, in UTC, without fractions of a second.
             */
            created_at: string;
            counts: components["schemas"]["UserCounts"];
            /**
             * Format: uri
             * @description The user's page.
             */
            canonical_url: string;
            /**
             * Format: hostname
             * @description A host name that the user has proved to own. Absent without one.
             */
            verified_domain?: string;
            /** @description The annotations, one for each type at most. Absent unless they are asked for. */
            annotations?: components["schemas"]["Annotation"][];
        };
        /** @description A success, with the whole user after the change. */
        UserEnvelope: {
            data: components["schemas"]["User"];
            /** @description What there is to say about the call itself. */
            meta: {
                /**
                 * @description The HTTP status once more.
                 * @constant
                 */
                code: 200;
            };
        };
        /** @description A failure. It has `meta` alone and never `data`. */
        Failure: {
            /** @description What went wrong. */
            meta: {
                /** @description The HTTP status once more. */
                code: number;
                /** @description The reason, in English, for people. It starts with the kind of failure and a colon, as in `Bad Request: …`. */
                error_message: string;
                /**
                 * @description A short word for programs. Only failures of a token have one.
                 * @example invalid-token
                 * @example not-authorized
                 * @example token-expired
                 */
                error_slug?: string;
                /** @description Names this one failure; give it to the support. It may be absent. */
                error_id?: string;
            };
        };
        /** @description The keys of the profile that change, in any choice; an empty object changes nothing. Keys that only the server writes (`id`, `username`, `counts`, the pictures and so on) are ignored, whatever they hold. */
        UserUpdate: {
            name?: components["schemas"]["ProfileName"];
            locale?: components["schemas"]["ProfileLocale"];
            timezone?: components["schemas"]["ProfileTimezone"];
            description?: components["schemas"]["ProfileDescription"];
            annotations?: components["schemas"]["AnnotationChanges"];
        };
        /** @description A form whose part `avatar` is the picture. Other parts, but `access_token`, are ignored. */
        AvatarForm: {
            /** @description The picture, sent once, as a file with a file name and a `Content-Type` of its own: image/jpeg, image/png or image/gif. It is smaller than 1 MB (at most 1048575 octets), has at most 50 million pixels and is cropped to a square. It looks best at 200×200 pixels. The bytes must be of the declared type. */
            avatar: Blob | File;
        };
        /** @description A form whose part `cover` is the picture. Other parts, but `access_token`, are ignored. */
        CoverForm: {
            /** @description The picture, sent once, as a file with a file name and a `Content-Type` of its own: image/jpeg, image/png or image/gif. It is smaller than 4 MB (at most 4194303 octets), at least 960 pixels wide and has at most 50 million pixels. The bytes must be of the declared type. */
            cover: Blob | File;
        };
    };
    responses: {
        /** @description The whole user, with the profile as it is now. */
        ReplacedProfile: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                "X-OAuth-Scopes": components["headers"]["OAuthScopes"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                P3P: components["headers"]["P3P"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UserEnvelope"];
            };
        };
        /** @description The profile was refused and nothing has changed: a key is missing or wrong, or the request is. */
        ReplacementRefused: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                "X-OAuth-Scopes": components["headers"]["OAuthScopes"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description There is no token, or it is of no use. A program goes by `error_slug`; without a token there is none. */
        TokenRefused: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The token is good but does not reach: it lacks the scope `update_profile`, or it belongs to an app and to no user. */
        Forbidden: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                /** @description The scopes of the token that was used, separated by commas, in any order. A token of an app has none. */
                "X-OAuth-Scopes"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The path of the profile has no such method. `Allow` lists those that it has. */
        MethodNotAllowedOnProfile: {
            headers: {
                /**
                 * @description The methods of this path, separated by commas without a blank.
                 * @example PUT,PATCH
                 */
                Allow: string;
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The token has made its 20 writes of this minute, or another limit is spent. Nothing has changed; wait for `Retry-After`. */
        TooManyRequests: {
            headers: {
                /**
                 * @description The seconds to wait before the next write.
                 * @example 27
                 */
                "Retry-After": number;
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                /**
                 * @description None is left until the reset.
                 * @example 0
                 */
                "X-RateLimit-Remaining"?: number;
                /**
                 * @description The seconds from now until the limit is full again.
                 * @example 27
                 */
                "X-RateLimit-Reset"?: number;
                "X-OAuth-Scopes": components["headers"]["OAuthScopes"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The server has failed. The call may be repeated later. */
        ServerError: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The whole user, with the profile as it is now. */
        UpdatedProfile: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                "X-OAuth-Scopes": components["headers"]["OAuthScopes"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                P3P: components["headers"]["P3P"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UserEnvelope"];
            };
        };
        /** @description The change was refused as a whole: a key is wrong, or the request is. */
        UpdateRefused: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                "X-OAuth-Scopes": components["headers"]["OAuthScopes"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The avatar of the token's user is at `Location`. The answer has no body and no rate limit. */
        MyAvatarRedirect: {
            headers: {
                Location: components["headers"]["AvatarLocation"];
                "Content-Length": components["headers"]["NoContentLength"];
                "X-OAuth-Scopes": components["headers"]["OAuthScopes"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The request cannot be read. */
        RequestRefused: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The token is good but belongs to an app and to no user, so there is no `me`. */
        UserTokenRequired: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                /** @description The scopes of the token that was used, separated by commas, in any order. A token of an app has none. */
                "X-OAuth-Scopes"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The path of the own avatar and cover has no such method. `Allow` lists those that it has. */
        MethodNotAllowedOnMyImage: {
            headers: {
                /**
                 * @description The methods of this path, separated by commas without a blank.
                 * @example GET,POST
                 */
                Allow: string;
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The whole user, whose `avatar_image` is the new one: another address, the size after the crop, `is_default` false. */
        NewAvatar: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                "X-OAuth-Scopes": components["headers"]["OAuthScopes"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                P3P: components["headers"]["P3P"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UserEnvelope"];
            };
        };
        /** @description The upload was refused and the avatar has not changed. */
        AvatarRefused: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                "X-OAuth-Scopes": components["headers"]["OAuthScopes"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The cover of the token's user is at `Location`. The answer has no body and no rate limit. */
        MyCoverRedirect: {
            headers: {
                Location: components["headers"]["CoverLocation"];
                "Content-Length": components["headers"]["NoContentLength"];
                "X-OAuth-Scopes": components["headers"]["OAuthScopes"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The whole user, whose `cover_image` is the new one: another address, its size, `is_default` false. */
        NewCover: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                "X-OAuth-Scopes": components["headers"]["OAuthScopes"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                P3P: components["headers"]["P3P"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UserEnvelope"];
            };
        };
        /** @description The upload was refused and the cover has not changed. */
        CoverRefused: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                "X-OAuth-Scopes": components["headers"]["OAuthScopes"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The avatar is at `Location`. The answer has no body and no rate limit. */
        AvatarRedirect: {
            headers: {
                Location: components["headers"]["AvatarLocation"];
                "Content-Length": components["headers"]["NoContentLength"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The user is not named in a form that exists, or the request cannot be read. */
        UserIdRefused: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description There is no such user, or no such path. */
        UserUnknown: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The path of the avatar and the cover of a user has no such method. `Allow` lists those that it has. */
        MethodNotAllowedOnImage: {
            headers: {
                /**
                 * @description The methods of this path, separated by commas without a blank.
                 * @example GET
                 */
                Allow: string;
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The cover is at `Location`. The answer has no body and no rate limit. */
        CoverRedirect: {
            headers: {
                Location: components["headers"]["CoverLocation"];
                "Content-Length": components["headers"]["NoContentLength"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                "Strict-Transport-Security": components["headers"]["StrictTransportSecurity"];
                "X-ADN-Migrations-Enabled": components["headers"]["MigrationsEnabled"];
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /** @description Whether every object of the answer carries its annotations, 1 or 0. */
        IncludeAnnotations: 0 | 1;
        /** @description Whether the user of the answer carries the annotations, 1 or 0. `include_annotations=1` has the same effect here. */
        IncludeUserAnnotations: 0 | 1;
        /** @description Whether the description carries `html` beside `text`, 1 or 0. */
        IncludeHtml: 0 | 1;
        /** @description The width in pixels that the image host shall scale the picture to. Given alone, the height follows in proportion; a GIF is never resized. It ought to be a positive integer, yet any value is handed on as it came and never refused here: the image host decides what it makes of it. */
        Width: string;
        /** @description The height in pixels that the image host shall scale the picture to. Given alone, the width follows in proportion; a GIF is never resized. It ought to be a positive integer, yet any value is handed on as it came and never refused here: the image host decides what it makes of it. */
        Height: string;
        /** @description The user: the id in digits, or the username behind an `@`, in which case does not matter. The literal `me` has an operation of its own, because it needs a token. A client may percent-encode the `@` as `%40`. */
        UserId: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description How many calls the limit nearest exhaustion allows; as a rule the 20 writes that a token may make in a minute.
         * @example 20
         */
        RateLimitLimit: number;
        /**
         * @description How many calls that limit still allows until the reset.
         * @example 19
         */
        RateLimitRemaining: number;
        /**
         * @description The seconds from now until the limit is full again. It is a duration and not a date.
         * @example 60
         */
        RateLimitReset: number;
        /**
         * @description The scopes of the token that was used, separated by commas, in any order. Absent when no token was accepted.
         * @example update_profile
         */
        OAuthScopes: string;
        /**
         * @description Pages of every origin may read the answer.
         * @example *
         */
        AccessControlAllowOrigin: "*";
        /**
         * @description For a day, browsers call this host over HTTPS only.
         * @example max-age=86400
         */
        StrictTransportSecurity: string;
        /**
         * @description The migrations of the API that are active for this call, separated by commas. Empty: there is none.
         * @example
         */
        MigrationsEnabled: string;
        /**
         * @description The statement that old browsers demanded before they kept cookies.
         * @example CP="App.net has no P3P policy."
         */
        P3P: string;
        /** @description The address of the current avatar. The query string of the request is appended, except `access_token` and `callback`: a secret must not travel to the image host. The address is opaque and changes with every upload. */
        AvatarLocation: string;
        /**
         * @description The body is empty.
         * @example 0
         */
        NoContentLength: 0;
        /** @description The address of the current cover. The query string of the request is appended, except `access_token` and `callback`: a secret must not travel to the image host. The address is opaque and changes with every upload. */
        CoverLocation: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    replaceMyProfile: {
        parameters: {
            query?: {
                /** @description Whether every object of the answer carries its annotations, 1 or 0. */
                include_annotations?: components["parameters"]["IncludeAnnotations"];
                /** @description Whether the user of the answer carries the annotations, 1 or 0. `include_annotations=1` has the same effect here. */
                include_user_annotations?: components["parameters"]["IncludeUserAnnotations"];
                /** @description Whether the description carries `html` beside `text`, 1 or 0. */
                include_html?: components["parameters"]["IncludeHtml"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The new profile. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserReplacement"];
            };
        };
        responses: {
            200: components["responses"]["ReplacedProfile"];
            400: components["responses"]["ReplacementRefused"];
            401: components["responses"]["TokenRefused"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowedOnProfile"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    updateMyProfile: {
        parameters: {
            query?: {
                /** @description Whether every object of the answer carries its annotations, 1 or 0. */
                include_annotations?: components["parameters"]["IncludeAnnotations"];
                /** @description Whether the user of the answer carries the annotations, 1 or 0. `include_annotations=1` has the same effect here. */
                include_user_annotations?: components["parameters"]["IncludeUserAnnotations"];
                /** @description Whether the description carries `html` beside `text`, 1 or 0. */
                include_html?: components["parameters"]["IncludeHtml"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The keys that change. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserUpdate"];
            };
        };
        responses: {
            200: components["responses"]["UpdatedProfile"];
            400: components["responses"]["UpdateRefused"];
            401: components["responses"]["TokenRefused"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowedOnProfile"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getMyAvatar: {
        parameters: {
            query?: {
                /** @description The width in pixels that the image host shall scale the picture to. Given alone, the height follows in proportion; a GIF is never resized. It ought to be a positive integer, yet any value is handed on as it came and never refused here: the image host decides what it makes of it. */
                w?: components["parameters"]["Width"];
                /** @description The height in pixels that the image host shall scale the picture to. Given alone, the width follows in proportion; a GIF is never resized. It ought to be a positive integer, yet any value is handed on as it came and never refused here: the image host decides what it makes of it. */
                h?: components["parameters"]["Height"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            302: components["responses"]["MyAvatarRedirect"];
            400: components["responses"]["RequestRefused"];
            401: components["responses"]["TokenRefused"];
            403: components["responses"]["UserTokenRequired"];
            405: components["responses"]["MethodNotAllowedOnMyImage"];
            500: components["responses"]["ServerError"];
        };
    };
    uploadMyAvatar: {
        parameters: {
            query?: {
                /** @description Whether every object of the answer carries its annotations, 1 or 0. */
                include_annotations?: components["parameters"]["IncludeAnnotations"];
                /** @description Whether the user of the answer carries the annotations, 1 or 0. `include_annotations=1` has the same effect here. */
                include_user_annotations?: components["parameters"]["IncludeUserAnnotations"];
                /** @description Whether the description carries `html` beside `text`, 1 or 0. */
                include_html?: components["parameters"]["IncludeHtml"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A form with the picture. */
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["AvatarForm"];
            };
        };
        responses: {
            200: components["responses"]["NewAvatar"];
            400: components["responses"]["AvatarRefused"];
            401: components["responses"]["TokenRefused"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowedOnMyImage"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getMyCover: {
        parameters: {
            query?: {
                /** @description The width in pixels that the image host shall scale the picture to. Given alone, the height follows in proportion; a GIF is never resized. It ought to be a positive integer, yet any value is handed on as it came and never refused here: the image host decides what it makes of it. */
                w?: components["parameters"]["Width"];
                /** @description The height in pixels that the image host shall scale the picture to. Given alone, the width follows in proportion; a GIF is never resized. It ought to be a positive integer, yet any value is handed on as it came and never refused here: the image host decides what it makes of it. */
                h?: components["parameters"]["Height"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            302: components["responses"]["MyCoverRedirect"];
            400: components["responses"]["RequestRefused"];
            401: components["responses"]["TokenRefused"];
            403: components["responses"]["UserTokenRequired"];
            405: components["responses"]["MethodNotAllowedOnMyImage"];
            500: components["responses"]["ServerError"];
        };
    };
    uploadMyCover: {
        parameters: {
            query?: {
                /** @description Whether every object of the answer carries its annotations, 1 or 0. */
                include_annotations?: components["parameters"]["IncludeAnnotations"];
                /** @description Whether the user of the answer carries the annotations, 1 or 0. `include_annotations=1` has the same effect here. */
                include_user_annotations?: components["parameters"]["IncludeUserAnnotations"];
                /** @description Whether the description carries `html` beside `text`, 1 or 0. */
                include_html?: components["parameters"]["IncludeHtml"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A form with the picture. */
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["CoverForm"];
            };
        };
        responses: {
            200: components["responses"]["NewCover"];
            400: components["responses"]["CoverRefused"];
            401: components["responses"]["TokenRefused"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowedOnMyImage"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getUserAvatar: {
        parameters: {
            query?: {
                /** @description The width in pixels that the image host shall scale the picture to. Given alone, the height follows in proportion; a GIF is never resized. It ought to be a positive integer, yet any value is handed on as it came and never refused here: the image host decides what it makes of it. */
                w?: components["parameters"]["Width"];
                /** @description The height in pixels that the image host shall scale the picture to. Given alone, the width follows in proportion; a GIF is never resized. It ought to be a positive integer, yet any value is handed on as it came and never refused here: the image host decides what it makes of it. */
                h?: components["parameters"]["Height"];
            };
            header?: never;
            path: {
                /** @description The user: the id in digits, or the username behind an `@`, in which case does not matter. The literal `me` has an operation of its own, because it needs a token. A client may percent-encode the `@` as `%40`. */
                user_id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            302: components["responses"]["AvatarRedirect"];
            400: components["responses"]["UserIdRefused"];
            404: components["responses"]["UserUnknown"];
            405: components["responses"]["MethodNotAllowedOnImage"];
            500: components["responses"]["ServerError"];
        };
    };
    getUserCover: {
        parameters: {
            query?: {
                /** @description The width in pixels that the image host shall scale the picture to. Given alone, the height follows in proportion; a GIF is never resized. It ought to be a positive integer, yet any value is handed on as it came and never refused here: the image host decides what it makes of it. */
                w?: components["parameters"]["Width"];
                /** @description The height in pixels that the image host shall scale the picture to. Given alone, the width follows in proportion; a GIF is never resized. It ought to be a positive integer, yet any value is handed on as it came and never refused here: the image host decides what it makes of it. */
                h?: components["parameters"]["Height"];
            };
            header?: never;
            path: {
                /** @description The user: the id in digits, or the username behind an `@`, in which case does not matter. The literal `me` has an operation of its own, because it needs a token. A client may percent-encode the `@` as `%40`. */
                user_id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            302: components["responses"]["CoverRedirect"];
            400: components["responses"]["UserIdRefused"];
            404: components["responses"]["UserUnknown"];
            405: components["responses"]["MethodNotAllowedOnImage"];
            500: components["responses"]["ServerError"];
        };
    };
}
