/** What a schema infers, as it is handed on: nobody changes it in place, at any depth. */
export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
