import ts from 'typescript';

/** What row types are made of; other packages, which are most of what there is to read, are left out. */
const READ = /^(\.|@everexpo\/|zod)/;

/**
 * The files with the types that rows and parameters need.
 * @param folder that has the tsconfig.json
 */
export function typedProgramOf(names: string[], folder: string): ts.Program {
  const { config } = ts.readConfigFile(`${folder}/tsconfig.json`, ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const host = ts.createCompilerHost(options, true);
  const cache = ts.createModuleResolutionCache(folder, (name) => name, options);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) =>
      READ.test(text) ? ts.resolveModuleName(text, from, options, host, cache) : { resolvedModule: undefined },
    );
  return ts.createProgram(names, options, host);
}
