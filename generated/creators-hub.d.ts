/** Made from openapi/ by `npm run generate`. Do not edit. */
export interface paths {
    "/user/me/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get my avatar
         * @description Tells where the avatar of the token's owner can be loaded from. The vendor's page lists `me` only for changes; reading it is our addition, so that nobody needs to know their own id. The answer is JSON, not the picture, and names a placeholder if there is no picture.
         */
        get: operations["getMyAvatar"];
        /**
         * Replace my avatar by URL
         * @description Fetches a picture from the web, converts it to JPEG and makes it the avatar of the token's owner. The server keeps its own copy, so a later change at that address has no effect. Any token may do this. Repeating the call leaves you with the same picture at yet another address. It is done when the answer comes.
         */
        put: operations["replaceMyAvatarByUrl"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/me/updateAvatarFile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Upload my avatar as a form file
         * @description Takes a picture from a form, as a browser sends it, converts it to JPEG and makes it the avatar of the token's owner. This is the one call that takes any common type of picture. Any token may do this. Repeating the call leaves you with the same picture at yet another address.
         */
        put: operations["uploadMyAvatarFile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/me/avatarBytes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Upload my avatar as raw bytes
         * @description Takes the bytes of a picture as they are, without a form around them, converts them to JPEG and makes them the avatar of the token's owner. Send a JPEG where you can. Any token may do this. Repeating the call leaves you with the same picture at yet another address.
         */
        put: operations["uploadMyAvatarBytes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{userId}/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user whose avatar is read or replaced. For the owner of the token, the paths with the literal `me` in this place need no id at all. */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        /**
         * Get a user's avatar
         * @description Tells where the avatar of a user can be loaded from. Any token may ask for any user. The answer is JSON, not the picture; load that from `avatarUrl`, without the token. For a user who never uploaded a picture it is the address of a placeholder, not a 404.
         */
        get: operations["getUserAvatar"];
        /**
         * Replace a user's avatar by URL
         * @description Fetches a picture from the web, converts it to JPEG and makes it the avatar of a user. The server keeps its own copy, so a later change at that address has no effect. Your own id needs no privilege, any other the privilege `userManage` or a master token. Repeating the call leaves the user with the same picture at yet another address. It is done when the answer comes.
         */
        put: operations["replaceUserAvatarByUrl"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{userId}/updateAvatarFile": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user whose avatar is read or replaced. For the owner of the token, the paths with the literal `me` in this place need no id at all. */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Upload a user's avatar as a form file
         * @description Takes a picture from a form, as a browser sends it, converts it to JPEG and makes it the avatar of a user. This is the one call that takes any common type of picture. Your own id needs no privilege, any other the privilege `userManage` or a master token. Repeating the call leaves the user with the same picture at yet another address.
         */
        put: operations["uploadUserAvatarFile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{userId}/avatarBytes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user whose avatar is read or replaced. For the owner of the token, the paths with the literal `me` in this place need no id at all. */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Upload a user's avatar as raw bytes
         * @description Takes the bytes of a picture as they are, without a form around them, converts them to JPEG and makes them the avatar of a user. Send a JPEG where you can. Your own id needs no privilege, any other the privilege `userManage` or a master token. Repeating the call leaves the user with the same picture at yet another address.
         */
        put: operations["uploadUserAvatarBytes"];
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
        /** @description Where a user's avatar can be loaded from. */
        Avatar: {
            /**
             * Format: uri
             * @description The address of the picture, which loads without a token. It is the address of the instance's bucket followed by `<time of the upload in milliseconds since 1970>/userAvatars/<user id>/avatar.jpg`. As every upload makes a new one, it may be cached for as long as you like. The name is `avatar.jpg` whatever was uploaded, since pictures are converted to JPEG. A user who never uploaded a picture has the address of a placeholder, a PNG.
             * @example https://creatorshub.s3.eu-central-1.amazonaws.com/1677061054831/userAvatars/6/avatar.jpg
             */
            avatarUrl: string;
        };
        /** @description Every refusal, and every fault of the server. The key of the resource is there and null, so a client may look at `error` alone: a success has no such key. */
        Failure: {
            /**
             * @description Always null; no avatar came out of the call.
             * @constant
             */
            avatarUrl: null;
            /**
             * @description What went wrong and what to do about it, in English, for people. Programs go by the status.
             * @example User with the ID in the URL does not exist. Check the URL.
             */
            error: string;
        };
        /** @description The new avatar, named by the address of a picture. Other keys are ignored. */
        AvatarUrlChange: {
            /**
             * Format: uri
             * @description The address of the picture to copy. It has to be absolute, of scheme http or https, at most 2048 characters long, and reachable from the public internet without credentials; no redirect may lead to a private, loopback or link-local address either. The picture itself is at most 5242880 octets (5 MiB) large and best a JPEG. If the key is missing or not a string, the answer is 400; if the string breaks one of the other rules, it is 422.
             * @example https://via.placeholder.com/150
             */
            avatarUrl: string;
        };
        /** @description A form whose part `avatar` is the picture. Other parts are ignored. */
        AvatarFileForm: {
            /** @description The picture, sent once, as a file with a file name and a `Content-Type` of its own: image/jpeg, image/png, image/webp, image/gif or image/avif. It is at most 5242880 octets (5 MiB) large and has at most 50 million pixels. The bytes must be of the declared type. */
            avatar: Blob | File;
        };
        /** @description The bytes of a JPEG, the documented and best format. At most 5242880 octets (5 MiB) and 50 million pixels. */
        JpegBytes: Blob | File;
        /** @description The bytes of a PNG; transparent parts turn white. At most 5242880 octets (5 MiB) and 50 million pixels. */
        PngBytes: Blob | File;
        /** @description The bytes of a WebP; of an animation the first frame counts. At most 5242880 octets (5 MiB) and 50 million pixels. */
        WebpBytes: Blob | File;
        /** @description The bytes of a GIF; of an animation the first frame counts. At most 5242880 octets (5 MiB) and 50 million pixels. */
        GifBytes: Blob | File;
        /**
         * Format: int32
         * @description A user's id, a whole number that the instance assigns.
         * @example 6
         */
        UserId: number;
    };
    responses: {
        /** @description Your avatar, or the placeholder if you have none. */
        MyCurrentAvatar: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Avatar"];
            };
        };
        /** @description The request cannot be read, or asks for an answer that is not declared. */
        MalformedRequest: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description No token came, it does not follow the word `Bearer`, or it is unknown, revoked or expired. */
        Unauthorized: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The path is not one of this API. */
        PathNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The path exists, but not with this method. */
        AvatarMethodNotAllowed: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                /** @description The methods that this path answers to. */
                Allow?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description Something broke on the server. Nothing was changed; the same call may be sent again. */
        ServerError: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The avatar was replaced. The address is a new one with every call; the picture there is a JPEG. */
        ReplacedAvatar: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Avatar"];
            };
        };
        /** @description The body is missing, incomplete, not JSON, or without a string `avatarUrl`, or the request cannot be read. That a missing property is 400 is known from the vendor's order API. */
        InvalidUrlChange: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The body is larger than an address needs; Portrait draws the line at 256 KiB. */
        BodyTooLarge: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The `Content-Type` is missing or not `application/json`. */
        NotJson: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The URL is not http or https, too long, private or out of reach, or leads to something else than a usable picture. */
        UnusableUrl: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The body is missing, incomplete, not a form, or without exactly one file `avatar`, or the request cannot be read. */
        InvalidForm: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The path exists, but not with this method. */
        UploadMethodNotAllowed: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                /** @description The methods that this path answers to. */
                Allow?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The picture is larger than 5242880 octets (5 MiB). */
        PictureTooLarge: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The `Content-Type` is missing or not `multipart/form-data`, or that of the part `avatar` is not one of those listed. */
        NotAForm: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The bytes are no picture, not one of the declared type, or have too many pixels. */
        UnusablePicture: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The body is missing or incomplete, or the request cannot be read. */
        InvalidBytes: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The `Content-Type` is missing or not one of those listed. */
        NotAnImageType: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The user's avatar, or the placeholder if there is none. */
        CurrentAvatar: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Avatar"];
            };
        };
        /** @description The id in the URL is neither a whole number from 1 up nor `me`, or the request cannot be read. The status and the first text are those of the vendor's order API. */
        InvalidUserId: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description No user has this id, or the path is not one of this API. The vendor's order API answers 400 for an unknown id; 404 says it more clearly. */
        UserNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The id in the URL is no id; or the body is missing, incomplete, not JSON, or without a string `avatarUrl`; or the request cannot be read. That a bad id and a missing property are 400 is known from the vendor's order API. */
        InvalidUserUrlChange: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The token belongs to someone else than the user in the URL, and neither has the privilege `userManage` nor is a master token. */
        Forbidden: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The id in the URL is no id; or the body is missing, incomplete, not a form, or without exactly one file `avatar`; or the request cannot be read. That a bad id is 400 is known from the vendor's order API. */
        InvalidUserForm: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The id in the URL is no id; or the body is missing or incomplete; or the request cannot be read. That a bad id is 400 is known from the vendor's order API. */
        InvalidUserBytes: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
    };
    parameters: {
        /** @description The id of the user whose avatar is read or replaced. For the owner of the token, the paths with the literal `me` in this place need no id at all. */
        UserId: components["schemas"]["UserId"];
    };
    requestBodies: never;
    headers: {
        /**
         * @description No answer of this API may be stored, since an avatar can change with any call.
         * @example no-store
         */
        CacheControl: "no-store";
        /** @description The challenge of RFC 6750. Without a token it names the realm alone; with a token that was refused it says why. */
        WwwAuthenticate: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getMyAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["MyCurrentAvatar"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["PathNotFound"];
            405: components["responses"]["AvatarMethodNotAllowed"];
            500: components["responses"]["ServerError"];
        };
    };
    replaceMyAvatarByUrl: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The address of the new picture. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvatarUrlChange"];
            };
        };
        responses: {
            200: components["responses"]["ReplacedAvatar"];
            400: components["responses"]["InvalidUrlChange"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["PathNotFound"];
            405: components["responses"]["AvatarMethodNotAllowed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["NotJson"];
            422: components["responses"]["UnusableUrl"];
            500: components["responses"]["ServerError"];
        };
    };
    uploadMyAvatarFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A form with the new picture. The vendor's page takes any picture; which types that means is our choice. */
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["AvatarFileForm"];
            };
        };
        responses: {
            200: components["responses"]["ReplacedAvatar"];
            400: components["responses"]["InvalidForm"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["PathNotFound"];
            405: components["responses"]["UploadMethodNotAllowed"];
            413: components["responses"]["PictureTooLarge"];
            415: components["responses"]["NotAForm"];
            422: components["responses"]["UnusablePicture"];
            500: components["responses"]["ServerError"];
        };
    };
    uploadMyAvatarBytes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The bytes of the new picture and nothing else. JPEG is the documented type and the best one; the others are our choice. */
        requestBody: {
            content: {
                "image/jpeg": components["schemas"]["JpegBytes"];
                "image/png": components["schemas"]["PngBytes"];
                "image/webp": components["schemas"]["WebpBytes"];
                "image/gif": components["schemas"]["GifBytes"];
            };
        };
        responses: {
            200: components["responses"]["ReplacedAvatar"];
            400: components["responses"]["InvalidBytes"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["PathNotFound"];
            405: components["responses"]["UploadMethodNotAllowed"];
            413: components["responses"]["PictureTooLarge"];
            415: components["responses"]["NotAnImageType"];
            422: components["responses"]["UnusablePicture"];
            500: components["responses"]["ServerError"];
        };
    };
    getUserAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user whose avatar is read or replaced. For the owner of the token, the paths with the literal `me` in this place need no id at all. */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["CurrentAvatar"];
            400: components["responses"]["InvalidUserId"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["AvatarMethodNotAllowed"];
            500: components["responses"]["ServerError"];
        };
    };
    replaceUserAvatarByUrl: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user whose avatar is read or replaced. For the owner of the token, the paths with the literal `me` in this place need no id at all. */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        /** @description The address of the new picture. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvatarUrlChange"];
            };
        };
        responses: {
            200: components["responses"]["ReplacedAvatar"];
            400: components["responses"]["InvalidUserUrlChange"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["AvatarMethodNotAllowed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["NotJson"];
            422: components["responses"]["UnusableUrl"];
            500: components["responses"]["ServerError"];
        };
    };
    uploadUserAvatarFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user whose avatar is read or replaced. For the owner of the token, the paths with the literal `me` in this place need no id at all. */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        /** @description A form with the new picture. The vendor's page takes any picture; which types that means is our choice. */
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["AvatarFileForm"];
            };
        };
        responses: {
            200: components["responses"]["ReplacedAvatar"];
            400: components["responses"]["InvalidUserForm"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["UploadMethodNotAllowed"];
            413: components["responses"]["PictureTooLarge"];
            415: components["responses"]["NotAForm"];
            422: components["responses"]["UnusablePicture"];
            500: components["responses"]["ServerError"];
        };
    };
    uploadUserAvatarBytes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user whose avatar is read or replaced. For the owner of the token, the paths with the literal `me` in this place need no id at all. */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        /** @description The bytes of the new picture and nothing else. JPEG is the documented type and the best one; the others are our choice. */
        requestBody: {
            content: {
                "image/jpeg": components["schemas"]["JpegBytes"];
                "image/png": components["schemas"]["PngBytes"];
                "image/webp": components["schemas"]["WebpBytes"];
                "image/gif": components["schemas"]["GifBytes"];
            };
        };
        responses: {
            200: components["responses"]["ReplacedAvatar"];
            400: components["responses"]["InvalidUserBytes"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["UploadMethodNotAllowed"];
            413: components["responses"]["PictureTooLarge"];
            415: components["responses"]["NotAnImageType"];
            422: components["responses"]["UnusablePicture"];
            500: components["responses"]["ServerError"];
        };
    };
}
