import openapiTypes, { astToString, transformSchemaObject, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';

/**
 * The types that the web's client has of an OpenAPI document. A list of one length is a tuple, which OpenAPI 3.0 lacks.
 */
export async function clientTypesOf(document: unknown): Promise<string> {
  const types = await openapiTypes(document as OpenAPI3, {
    transform(schema, options) {
      if (!('items' in schema) || !schema.minItems || schema.minItems !== schema.maxItems) return undefined;
      const item = transformSchemaObject(schema.items as never, options);
      return ts.factory.createTupleTypeNode(Array.from({ length: schema.minItems }, () => item));
    },
  });
  return `// Made from the OpenAPI document by npm run api-types.\n${astToString(types)}`;
}
