import { z } from 'zod';

/** A JSON schema, as far as tests look at one. */
export interface Shape {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Shape>>;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly example?: unknown;
}

type Content = Readonly<Record<string, { readonly schema: Shape }>>;

export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Shape;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

export interface Answered {
  readonly status: number;
  /** The header content-type. */
  readonly type: string;
  readonly body: string;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Shape>> };
}

/** The OpenAPI document of a running server. */
export class OpenApi {
  readonly version: string;
  readonly operations: readonly Operation[];
  readonly #schemas: Readonly<Record<string, Shape>>;
  readonly #placed: object;

  private constructor({ openapi, paths, components }: Document) {
    this.version = openapi;
    this.operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, told]) => ({
        ...told,
        path,
        method: method.toUpperCase(),
      })),
    );
    this.#schemas = components.schemas;
    this.#placed = placed(components.schemas);
  }

  static async of(url: string): Promise<OpenApi> {
    return new OpenApi((await (await fetch(`${url}/api/openapi.json`)).json()) as Document);
  }

  operation(name: string): Operation {
    const found = this.operations.find(({ operationId }) => operationId === name);
    if (found === undefined) throw new Error(`${name} is not in the document`);
    return found;
  }

  /** A schema where it is told by its name. */
  resolved(shape: Shape): Shape {
    const name = shape.$ref?.replace('#/components/schemas/', '');
    return name === undefined ? shape : (this.#schemas[name] ?? {});
  }

  /** Where an answer does not keep to what the document says of its status. */
  faultsIn({ operationId, responses }: Operation, { status, type, body }: Answered): string[] {
    const told = responses[status.toString()] ?? (status >= 400 ? responses['default'] : undefined);
    if (told === undefined) return [`${operationId}: ${status} is not in the document`];
    if (body === '') return [];
    const [kind = ''] = type.split(';');
    const schema = told.content?.[kind]?.schema;
    if (schema === undefined) return [`${operationId}: ${type} is not in the document`];
    if (!/[/+]json$/.test(kind)) return [];
    const whole = { ...placed(schema), $defs: this.#placed };
    const parsed = z
      .fromJSONSchema(whole as Parameters<typeof z.fromJSONSchema>[0])
      .safeParse(JSON.parse(body));
    return (parsed.error?.issues ?? [])
      .slice(0, 3)
      .map(({ path, message }) => `${operationId}: ${path.join('/')}: ${message}`);
  }
}

/** References as JSON schema has them. */
const placed = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/')) as object;
