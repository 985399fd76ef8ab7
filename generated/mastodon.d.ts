/** Made from openapi/ by `npm run generate`. Do not edit. */
export interface paths {
    "/api/v1/profile/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete the profile's avatar
         * @description Takes the avatar away from the profile of the token's owner and answers with the account as it is now: `avatar` and `avatar_static` point at
         *     the server's placeholder. The header image stays as it is.
         *
         *     Repeating the call does no harm: it answers 200 too when there was nothing to delete, so the answer does not tell whether something was.
         *     The file and its still variant are removed from the server's storage for good. Whether anything was set or not, the server announces
         *     the profile to other servers again (since 4.4.0 no more than once in 5 seconds), which may go on showing a cached picture for a while.
         *     The avatar's text alternative, `avatar_description` (4.6.0), is not cleared.
         *
         *     No body is needed, and whatever is sent is ignored.
         */
        delete: operations["deleteProfileAvatar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profile/header": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete the profile's header image
         * @description Takes the header image away from the profile of the token's owner and answers with the account as it is now: `header` and `header_static` point at
         *     the server's placeholder. The avatar stays as it is.
         *
         *     Repeating the call does no harm: it answers 200 too when there was nothing to delete, so the answer does not tell whether something was.
         *     The file and its still variant are removed from the server's storage for good. Whether anything was set or not, the server announces
         *     the profile to other servers again (since 4.4.0 no more than once in 5 seconds), which may go on showing a cached picture for a while.
         *     The header image's text alternative, `header_description` (4.6.0), is not cleared.
         *
         *     No body is needed, and whatever is sent is ignored.
         */
        delete: operations["deleteProfileHeader"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One row of the table below the biography. */
        Field: {
            /** @description The row's label. */
            name: string;
            /** @description The row's content, HTML in the account itself and plain text in its `source`. */
            value: string;
            /**
             * Format: date-time
             * @description When the server found a link back to the profile at the address in `value`. Null when it did not.
             */
            verified_at: string | null;
        };
        /** @description What the owner typed and chose, for forms that change it. */
        Source: {
            /**
             * @description Who sees new posts unless their author says otherwise. Mastodon's page allows `direct`, no known release stores it.
             * @enum {string}
             */
            privacy: "public" | "unlisted" | "private" | "direct";
            /** @description Whether new media is marked as sensitive. */
            sensitive: boolean;
            /** @description The language of new posts, an ISO 639 code. Null when the person has not chosen one. */
            language: string | null;
            /** @description The biography as typed. */
            note: string;
            /** @description The table below the biography as typed. */
            fields: components["schemas"]["Field"][];
            /** @description How many people wait to be approved as followers. The server stops counting at 40. */
            follow_requests_count: number;
            /** @description Whether the lists of followers and followed accounts are hidden. Since 4.2.0, though its first builds lacked the key. */
            hide_collections?: boolean | null;
            /** @description Whether the account wants to be recommended. Since 4.2.0, though its first builds lacked the key. */
            discoverable?: boolean | null;
            /** @description Whether public posts may be found by search. Since 4.2.0, though its first builds lacked the key. */
            indexable?: boolean;
            /** @description The web sites that may name this account as the author of their articles. Since 4.4.0. */
            attribution_domains?: string[];
            /**
             * @description Who may quote new posts. Since 4.5.0.
             * @enum {string}
             */
            quote_policy?: "public" | "followers" | "nobody";
        };
        /** @description A picture that stands for its shortcode in texts. */
        CustomEmoji: {
            /** @description The name that is typed between colons. */
            shortcode: string;
            /**
             * Format: uri
             * @description The picture.
             */
            url: string;
            /**
             * Format: uri
             * @description The picture that does not move, always PNG.
             */
            static_url: string;
            /** @description Whether clients should offer it for picking. */
            visible_in_picker: boolean;
            /** @description The group under which to offer it. Left out when it is in none. */
            category?: string;
            /** @description Whether to offer it among the first. Newer servers only. */
            featured?: boolean;
        };
        /** @description A role as the public sees it, a badge on the profile. */
        AccountRole: {
            /** @description The role's id. */
            id: string;
            /** @description The badge's text. */
            name: string;
            /** @description The badge's colour, `#rrggbb` or `#rgb`. Empty when the theme decides. */
            color: string;
        };
        /** @description Who may feature this account in a collection. Since 4.6.0. */
        FeatureApproval: {
            /** @description Who may do so without asking, named by `public`, `followers`, `following` or `unsupported_policy`. Further words may come. */
            automatic: string[];
            /** @description Who may ask for it, in the same words. */
            manual: string[];
            /**
             * @description What holds for the caller.
             * @enum {string}
             */
            current_user: "automatic" | "manual" | "denied" | "unknown" | "missing";
        };
        /** @description The owner's role on this server and what it allows. */
        Role: {
            /** @description The role's id. The built-in role of everybody is `-99`, hence the minus sign. */
            id: string;
            /** @description The role's name. The built-in role of everybody has none. */
            name: string;
            /** @description What the role allows, a sum of bits in decimal digits. It can exceed what a JavaScript number holds; `65536` is the right to invite people. */
            permissions: string;
            /** @description The badge's colour, `#rrggbb` or `#rgb`. Empty when the theme decides. */
            color: string;
            /** @description Whether the role is shown as a badge on the profile. */
            highlighted: boolean;
            /** @description How many collections the owner may make. Since 4.6.0. */
            collection_limit?: number;
        };
        /**
         * @description An account as its own owner sees it. The required keys are those that every release since 4.2.0 sends; a later key says since when it is sent.
         *     Servers may add keys at any time. An account that has moved away is never shown here, since it may not use these operations.
         */
        CredentialAccount: {
            /** @description The account's id. Keep it a string, since it does not fit a JavaScript number. */
            id: string;
            /** @description The name without the server. Upper and lower case do not make two names. */
            username: string;
            /** @description The name to write after `@` on this server. On one's own server it is the same as `username`. */
            acct: string;
            /** @description The name for people, with emoji shortcodes as typed. Empty when none is set. */
            display_name: string;
            /** @description Whether followers have to be approved. */
            locked: boolean;
            /** @description Whether the account says that it acts by itself. */
            bot: boolean;
            /** @description Whether the account wants to be recommended to others. Null while the person has not decided. */
            discoverable: boolean | null;
            /** @description Whether public posts may be found by search. Since 4.3.0. */
            indexable?: boolean;
            /** @description Whether the account stands for a group. */
            group: boolean;
            /**
             * Format: date-time
             * @description The day on which the account was made, as midnight in UTC.
             */
            created_at: string;
            /** @description The biography as HTML. The text as typed is `source.note`. */
            note: string;
            /**
             * Format: uri
             * @description The profile's web page.
             */
            url: string | null;
            /**
             * Format: uri
             * @description The account's name between servers. New accounts of 4.6 and later have `/ap/users/<id>` in it.
             */
            uri: string;
            /**
             * Format: uri
             * @description The avatar, no larger than 400 by 400 pixels. Without an avatar it is the server's placeholder, `/avatars/original/missing.png`.
             */
            avatar: string;
            /**
             * Format: uri
             * @description The avatar that does not move. It differs from `avatar` for GIF uploads only, whose first frame it is, as PNG.
             */
            avatar_static: string;
            /** @description What the avatar shows, for those who do not see it. Empty when not set; deleting the avatar does not clear it. Since 4.6.0. */
            avatar_description?: string;
            /**
             * Format: uri
             * @description The header image, no larger than 1500 by 500 pixels. Without one it is the server's placeholder, `/headers/original/missing.png`.
             */
            header: string;
            /**
             * Format: uri
             * @description The header image that does not move. It differs from `header` for GIF uploads only.
             */
            header_static: string;
            /** @description What the header image shows, for those who do not see it. Empty when not set; deleting the image does not clear it. Since 4.6.0. */
            header_description?: string;
            /** @description How many accounts follow this one. */
            followers_count: number;
            /** @description How many accounts this one follows. */
            following_count: number;
            /** @description How many posts the account has written. */
            statuses_count: number;
            /**
             * Format: date
             * @description The day of the last post, without a time. Null while there is none.
             */
            last_status_at: string | null;
            /** @description Whether the lists of followers and followed accounts are hidden. Null while the person has not decided. Since 4.3.0. */
            hide_collections?: boolean | null;
            /** @description Whether the profile has a tab with media. Since 4.6.0. */
            show_media?: boolean;
            /** @description Whether that tab shows media of replies too. Since 4.6.0. */
            show_media_replies?: boolean;
            /** @description Whether the profile has a tab with what it features. Since 4.6.0. */
            show_featured?: boolean;
            /** @description Whether search engines are asked to leave the profile alone. It is always set for one's own account. */
            noindex: boolean | null;
            /**
             * @description A moderator has limited the account. The key is sent only then. Since 3.5.3.
             * @constant
             */
            limited?: true;
            source: components["schemas"]["Source"];
            /** @description The custom emoji whose shortcodes occur in the display name, the biography or the fields. */
            emojis: components["schemas"]["CustomEmoji"][];
            /** @description The role that is shown as a badge, if there is one. */
            roles: components["schemas"]["AccountRole"][];
            /** @description The table below the biography, with HTML values. The values as typed are in `source.fields`. */
            fields: components["schemas"]["Field"][];
            feature_approval?: components["schemas"]["FeatureApproval"];
            /** @description Whether people may subscribe to the account by e-mail. Sent only by servers that offer this. Since 4.6.0. */
            email_subscriptions?: boolean;
            role: components["schemas"]["Role"];
        };
        /** @description One broken rule. */
        ErrorDetail: {
            /** @description The rule's name for machines, such as `ERR_TOO_LONG`. */
            error: string;
            /** @description The rule for people. */
            description: string;
        };
        /** @description A failure. All failures of this API have this shape. */
        Error: {
            /** @description What went wrong, for people. Tokens and rate limits may be spoken of in the person's language, the rest is English. */
            error: string;
            /** @description A longer text. Only OAuth endpoints send it, not the operations here. */
            error_description?: string;
            /** @description Which attribute broke which rule. Deleting a picture never sends it; changing a profile does. */
            details?: {
                [key: string]: components["schemas"]["ErrorDetail"][];
            };
        };
    };
    responses: {
        /** @description The account, without its avatar. It is the same answer whether or not there was one. */
        AvatarDeleted: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["XRateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["XRateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["XRateLimitReset"];
                Vary: components["headers"]["Vary"];
                "Cache-Control": components["headers"]["CacheControl"];
                "X-Request-Id": components["headers"]["XRequestId"];
                "Content-Security-Policy": components["headers"]["ContentSecurityPolicy"];
                "Referrer-Policy": components["headers"]["ReferrerPolicy"];
                Server: components["headers"]["Server"];
                "X-Content-Type-Options": components["headers"]["XContentTypeOptions"];
                "X-Frame-Options": components["headers"]["XFrameOptions"];
                "X-XSS-Protection": components["headers"]["XXSSProtection"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CredentialAccount"];
            };
        };
        /** @description The request cannot be read as HTTP, its headers are too large, or its `Prefer` asks for an answer that the operation does not have. Real servers leave the first two to the web server in front of them. */
        BadRequest: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "X-Request-Id": components["headers"]["XRequestId"];
                "Content-Security-Policy": components["headers"]["ContentSecurityPolicy"];
                "Referrer-Policy": components["headers"]["ReferrerPolicy"];
                Server: components["headers"]["Server"];
                "X-Content-Type-Options": components["headers"]["XContentTypeOptions"];
                "X-Frame-Options": components["headers"]["XFrameOptions"];
                "X-XSS-Protection": components["headers"]["XXSSProtection"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The token is missing, unknown, revoked or expired. A missing header, a wrong scheme and an unknown token all meet the first text. */
        Unauthorized: {
            headers: {
                /** @description How to authenticate, with the text of the body. It is not sent by a locked-down server that asks for a user. */
                "WWW-Authenticate"?: string;
                "X-RateLimit-Limit": components["headers"]["XRateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["XRateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["XRateLimitReset"];
                Vary: components["headers"]["Vary"];
                "Cache-Control": components["headers"]["CacheControl"];
                "X-Request-Id": components["headers"]["XRequestId"];
                "Content-Security-Policy": components["headers"]["ContentSecurityPolicy"];
                "Referrer-Policy": components["headers"]["ReferrerPolicy"];
                Server: components["headers"]["Server"];
                "X-Content-Type-Options": components["headers"]["XContentTypeOptions"];
                "X-Frame-Options": components["headers"]["XFrameOptions"];
                "X-XSS-Protection": components["headers"]["XXSSProtection"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The token is good, but it may not do this: its scope is not enough, or its owner's login is not in order. */
        Forbidden: {
            headers: {
                /** @description Which scopes would do, with `_` in place of quotation marks. It is sent when the scope is missing, never with the other texts. Releases up to 4.5 say `invalid_scope` for `insufficient_scope`. */
                "WWW-Authenticate"?: string;
                "X-RateLimit-Limit": components["headers"]["XRateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["XRateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["XRateLimitReset"];
                Vary: components["headers"]["Vary"];
                "Cache-Control": components["headers"]["CacheControl"];
                "X-Request-Id": components["headers"]["XRequestId"];
                "Content-Security-Policy": components["headers"]["ContentSecurityPolicy"];
                "Referrer-Policy": components["headers"]["ReferrerPolicy"];
                Server: components["headers"]["Server"];
                "X-Content-Type-Options": components["headers"]["XContentTypeOptions"];
                "X-Frame-Options": components["headers"]["XFrameOptions"];
                "X-XSS-Protection": components["headers"]["XXSSProtection"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is nothing at this path for this method. Mastodon answers a wrong method like a wrong path, never with 405. */
        NotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "X-Request-Id": components["headers"]["XRequestId"];
                "Content-Security-Policy": components["headers"]["ContentSecurityPolicy"];
                "Referrer-Policy": components["headers"]["ReferrerPolicy"];
                Server: components["headers"]["Server"];
                "X-Content-Type-Options": components["headers"]["XContentTypeOptions"];
                "X-Frame-Options": components["headers"]["XFrameOptions"];
                "X-XSS-Protection": components["headers"]["XXSSProtection"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The server is closing down for good and answers nothing else any more. */
        Gone: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "X-Request-Id": components["headers"]["XRequestId"];
                "Content-Security-Policy": components["headers"]["ContentSecurityPolicy"];
                "Referrer-Policy": components["headers"]["ReferrerPolicy"];
                Server: components["headers"]["Server"];
                "X-Content-Type-Options": components["headers"]["XContentTypeOptions"];
                "X-Frame-Options": components["headers"]["XFrameOptions"];
                "X-XSS-Protection": components["headers"]["XXSSProtection"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description No person stands behind the token, or the account as stored breaks a rule of today and cannot be saved. */
        UnprocessableContent: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["XRateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["XRateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["XRateLimitReset"];
                Vary: components["headers"]["Vary"];
                "Cache-Control": components["headers"]["CacheControl"];
                "X-Request-Id": components["headers"]["XRequestId"];
                "Content-Security-Policy": components["headers"]["ContentSecurityPolicy"];
                "Referrer-Policy": components["headers"]["ReferrerPolicy"];
                Server: components["headers"]["Server"];
                "X-Content-Type-Options": components["headers"]["XContentTypeOptions"];
                "X-Frame-Options": components["headers"]["XFrameOptions"];
                "X-XSS-Protection": components["headers"]["XXSSProtection"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A rate limit is used up. Wait until `X-RateLimit-Reset`; there is no `Retry-After`. */
        TooManyRequests: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["XRateLimitLimit"];
                /**
                 * @description Nothing is left.
                 * @example 0
                 */
                "X-RateLimit-Remaining": 0;
                "X-RateLimit-Reset": components["headers"]["XRateLimitReset"];
                "Cache-Control": components["headers"]["CacheControl"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Something went wrong inside the server. What it was stands in its log, under `X-Request-Id`. Deleting is safe to repeat. */
        InternalServerError: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "X-Request-Id": components["headers"]["XRequestId"];
                "Content-Security-Policy": components["headers"]["ContentSecurityPolicy"];
                "Referrer-Policy": components["headers"]["ReferrerPolicy"];
                Server: components["headers"]["Server"];
                "X-Content-Type-Options": components["headers"]["XContentTypeOptions"];
                "X-Frame-Options": components["headers"]["XFrameOptions"];
                "X-XSS-Protection": components["headers"]["XXSSProtection"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The picture's storage cannot be reached, or another change of the account is under way. Nothing was deleted; try again shortly. */
        ServiceUnavailable: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["XRateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["XRateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["XRateLimitReset"];
                Vary: components["headers"]["Vary"];
                "Cache-Control": components["headers"]["CacheControl"];
                "X-Request-Id": components["headers"]["XRequestId"];
                "Content-Security-Policy": components["headers"]["ContentSecurityPolicy"];
                "Referrer-Policy": components["headers"]["ReferrerPolicy"];
                Server: components["headers"]["Server"];
                "X-Content-Type-Options": components["headers"]["XContentTypeOptions"];
                "X-Frame-Options": components["headers"]["XFrameOptions"];
                "X-XSS-Protection": components["headers"]["XXSSProtection"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The account, without its header image. It is the same answer whether or not there was one. */
        HeaderDeleted: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["XRateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["XRateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["XRateLimitReset"];
                Vary: components["headers"]["Vary"];
                "Cache-Control": components["headers"]["CacheControl"];
                "X-Request-Id": components["headers"]["XRequestId"];
                "Content-Security-Policy": components["headers"]["ContentSecurityPolicy"];
                "Referrer-Policy": components["headers"]["ReferrerPolicy"];
                Server: components["headers"]["Server"];
                "X-Content-Type-Options": components["headers"]["XContentTypeOptions"];
                "X-Frame-Options": components["headers"]["XFrameOptions"];
                "X-XSS-Protection": components["headers"]["XXSSProtection"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CredentialAccount"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description How many requests the limit nearest exhaustion allows in its 5 minutes.
         * @example 300
         */
        XRateLimitLimit: number;
        /**
         * @description How many requests that limit still allows until `X-RateLimit-Reset`.
         * @example 299
         */
        XRateLimitRemaining: number;
        /**
         * @description When the counting starts anew: a point in time in UTC with six digits of a second, not a number of seconds.
         * @example 2023-06-26T09:40:00.000000Z
         */
        XRateLimitReset: string;
        /**
         * @description The answer depends on the token. Servers may add `Origin`.
         * @example Authorization
         */
        Vary: string;
        /**
         * @description Answers are for the caller alone and are not to be kept, failures included.
         * @example private, no-store
         */
        CacheControl: string;
        /**
         * @description The request's name in the server's log, mostly a UUID. Quote it when you report a problem.
         * @example 6fc9e0b2-1d57-4b83-9a2e-7c40d5f81e36
         */
        XRequestId: string;
        /**
         * @description An answer that is opened as a page may load and do nothing.
         * @example default-src 'none'; frame-ancestors 'none'; form-action 'none'
         */
        ContentSecurityPolicy: string;
        /**
         * @description Addresses of this server are not told to others.
         * @example same-origin
         */
        ReferrerPolicy: string;
        /**
         * @description The software that answers. A proxy in front of it may put its own name.
         * @example Mastodon
         */
        Server: string;
        /**
         * @description The body is what `Content-Type` says; browsers are not to guess.
         * @example nosniff
         */
        XContentTypeOptions: string;
        /**
         * @description The answer may not be shown inside another page.
         * @example DENY
         */
        XFrameOptions: string;
        /**
         * @description Switches off a filter of old browsers that did more harm than good.
         * @example 0
         */
        XXSSProtection: "0";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    deleteProfileAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["AvatarDeleted"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            410: components["responses"]["Gone"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteProfileHeader: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["HeaderDeleted"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            410: components["responses"]["Gone"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
