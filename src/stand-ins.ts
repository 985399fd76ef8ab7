import Module, { createRequire } from 'node:module';

/** A module as its library asks for it; with what it exports, where the library takes that out at its import. */
export type SeldomUsed = readonly [module: string, ...exported: string[]];

type Export = ((...given: unknown[]) => unknown) & Record<PropertyKey, unknown>;

const { resolve } = createRequire(import.meta.url);

/**
 * Puts stand-ins in the place of modules that a library loads at its import and seldom or never uses; each loads the real
 * one at its first use. To be called before the library is imported: most of the time in which a server starts is
 * the loading of modules.
 */
export function standIn(library: string, modules: readonly SeldomUsed[]): void {
  const require = createRequire(resolve(library));
  for (const [name, ...keys] of modules) {
    const path = require.resolve(name);
    if (require.cache[path] !== undefined) continue;
    let loaded: Export | undefined;
    const real = (): Export => {
      if (loaded === undefined) delete require.cache[path];
      loaded ??= require(path) as Export;
      return loaded;
    };
    const module = new Module(path);
    module.exports = standInFor(real, keys);
    module.loaded = true;
    require.cache[path] = module;
  }
}

/** Whether it stands for a function, a class or an object is not known before it is used; nor is that of its exports. */
export function standInFor(real: () => Export, keys: readonly string[] = []): Export {
  const exported: Record<PropertyKey, Export> = Object.fromEntries(
    keys.map((key) => [key, standInFor(() => real()[key] as Export)]),
  );
  const whatever = Object.assign(function whatever(): void {}, exported);
  return new Proxy(whatever as unknown as Export, {
    get: (_, property) => (Object.hasOwn(exported, property) ? exported[property] : real()[property]),
    has: (_, property) => property in real(),
    apply: (_, self, given) => Reflect.apply(real(), self, given),
    construct: (_, given) => Reflect.construct(real(), given),
  });
}
