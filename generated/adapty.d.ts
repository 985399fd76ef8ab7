/** Made from openapi/ by `npm run generate`. Do not edit. */
export interface paths {
    "/api/v2/server-side-api/profile/": {
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
         * Delete a profile
         * @description Deletes the profile that the headers name. At least one of `adapty-customer-user-id` and `adapty-profile-id` must be there and not empty; either
         *     is as good as the other. If both are there, they must name the same profile, or nothing is deleted.
         *
         *     The trailing slash belongs to the path. Without it the answer is 404, not a redirect.
         *
         *     This cannot be undone. The profile and what belongs to it are out of the app's reach at once, its history is detached, and events about it that
         *     already stand in the event feed are deleted. Should the same store account buy or restore later, the history moves to the new profile, and the events are
         *     issued again. A second call for the same profile finds nothing and answers 404, so a repeat after a lost answer may take 404 for done.
         *
         *     A body is neither needed nor read: `Content-Type: application/json` with an empty body is fine.
         */
        delete: operations["deleteProfile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What is wrong in one place. */
        ErrorObject: {
            /** @description The header or key that is at fault; `non_field_errors` or null when it is none in particular. */
            source: string | null;
            /** @description What is wrong there, for people. */
            errors: string[];
        };
        /** @description A failure. All failures of this API have this shape. */
        ErrorResponse: {
            /** @description What is wrong, grouped by where. */
            errors: components["schemas"]["ErrorObject"][];
            /** @description A short name of the failure for machines, such as `profile_does_not_exist`. */
            error_code: string;
            /** @description The HTTP status again. */
            status_code: number;
        };
    };
    responses: {
        /** @description The profile is deleted. There is no body. */
        ProfileDeleted: {
            headers: {
                /** @description The request's name at Adapty, 32 hexadecimal digits. Quote it when you ask Adapty about the request. */
                "Request-Id"?: string;
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The headers do not name one profile, a value is not allowed, the request cannot be read as HTTP, or its `Prefer` asks for an answer that the operation does not have. Nothing was deleted. The codes are those of Adapty's sibling operations. */
        BadRequest: {
            headers: {
                "Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The key is missing or not accepted. Which of the two, the answer does not tell. */
        Unauthorized: {
            headers: {
                "Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The key's app has no such profile (any more), or there is nothing at this path. */
        NotFound: {
            headers: {
                "Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The path exists, but not for this method. */
        MethodNotAllowed: {
            headers: {
                /**
                 * @description The methods that this path answers.
                 * @example DELETE
                 */
                Allow: string;
                "Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The key has made too many requests for now. The profile is untouched. */
        TooManyRequests: {
            headers: {
                /**
                 * @description How many seconds to wait before the next request. Adapty does not always send it.
                 * @example 30
                 */
                "Retry-After"?: number;
                "Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Something went wrong at Adapty. Whether the profile is deleted is not known; the call may be repeated. */
        InternalServerError: {
            headers: {
                "Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: {
        /** @description The customer's id in the developer's own system, exactly as the app gave it to Adapty; upper and lower case differ. It finds nothing for customers whom the app never identified. Either this or `adapty-profile-id` is required; an empty value counts as absent. */
        AdaptyCustomerUserId: string;
        /** @description Adapty's own id of the profile, a UUID. It is the only way to name an anonymous profile. A value that is no UUID names no profile and is answered with 404, not with 400. Either this or `adapty-customer-user-id` is required; an empty value counts as absent. */
        AdaptyProfileId: string;
        /** @description The platform of the app's installation. It matters when a profile is created or changed; here it is accepted, since older samples send it, and changes nothing. */
        AdaptyPlatform: "iOS" | "macOS" | "iPadOS" | "visionOS" | "Android" | "web";
    };
    requestBodies: never;
    headers: {
        /**
         * @description The request's name at Adapty, 32 hexadecimal digits. Quote it when you ask Adapty about the request.
         * @example 758f01dfd9e74ccfbabb4934241c4966
         */
        RequestId: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    deleteProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The customer's id in the developer's own system, exactly as the app gave it to Adapty; upper and lower case differ. It finds nothing for customers whom the app never identified. Either this or `adapty-profile-id` is required; an empty value counts as absent. */
                "adapty-customer-user-id"?: components["parameters"]["AdaptyCustomerUserId"];
                /** @description Adapty's own id of the profile, a UUID. It is the only way to name an anonymous profile. A value that is no UUID names no profile and is answered with 404, not with 400. Either this or `adapty-customer-user-id` is required; an empty value counts as absent. */
                "adapty-profile-id"?: components["parameters"]["AdaptyProfileId"];
                /** @description The platform of the app's installation. It matters when a profile is created or changed; here it is accepted, since older samples send it, and changes nothing. */
                "adapty-platform"?: components["parameters"]["AdaptyPlatform"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["ProfileDeleted"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
}
