import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020';

type Schema = { [key: string]: unknown };

const schema = JSON.parse(readFileSync(new URL('../check.schema.json', import.meta.url), 'utf8')) as Schema;

/** The schema with every object closed: what it does not name is a fault, though a reader must let it pass. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== 'object' || part === null) return part;
  const all = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]));
  return 'properties' in all && !('additionalProperties' in all) ? { ...all, additionalProperties: false } : all;
}

const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
  closed(schema) as Schema,
);

/** Where a line of --json is not as cli/check.schema.json says. */
export function closedSchema(line: unknown): readonly string[] {
  return validate(line) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath}: ${one.message ?? ''}`);
}
