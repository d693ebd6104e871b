import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './docs.module.css';
import { type Document, resolve, type Schema, typeName } from './model';

/** What has members of its own: itself, or what a list is made of. */
const insideOf = (document: Document, schema: Schema): Schema | null => {
  const found = resolve(document, schema);
  if (found.type === 'array' && found.items) return insideOf(document, found.items);
  return found.properties || found.oneOf || found.anyOf || found.allOf ? found : null;
};

const limitsOf = (s: Schema) =>
  [
    s.minimum !== undefined && `≥ ${s.minimum}`,
    s.maximum !== undefined && `≤ ${s.maximum}`,
    s.maxLength !== undefined && `≤ ${s.maxLength} chars`,
    s.pattern && `/${s.pattern}/`,
    s.default !== undefined && `= ${JSON.stringify(s.default)}`,
  ].filter(Boolean);

function Member({
  document,
  name,
  schema,
  required,
}: {
  document: Document;
  name: string;
  schema: Schema;
  required: boolean;
}) {
  const { t } = useTranslation('docs');
  const [open, setOpen] = useState(false);
  const inside = insideOf(document, schema);
  const flat = resolve(document, schema);
  return (
    <li>
      <div className={classes.member}>
        {inside ? (
          <UnstyledButton
            className={`mono ${classes.opener}`}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? (
              <IconChevronDown size={13} aria-hidden="true" />
            ) : (
              <IconChevronRight size={13} aria-hidden="true" />
            )}
            {name}
          </UnstyledButton>
        ) : (
          <span className="mono">{name}</span>
        )}
        {required && <span className={classes.required}>{t('required')}</span>}
        <span className={`mono ${classes.type}`}>{typeName(schema)}</span>
        {limitsOf(flat).length > 0 && (
          <span className={`mono ${classes.type}`}>{limitsOf(flat).join(' · ')}</span>
        )}
        {(schema.description ?? flat.description) && <span>{schema.description ?? flat.description}</span>}
      </div>
      {open && inside && <SchemaView document={document} schema={inside} />}
    </li>
  );
}

/** The members of a schema; what has members itself is opened when it is asked for. */
export function SchemaView({ document, schema }: { document: Document; schema: Schema | undefined }) {
  const { t } = useTranslation('docs');
  const inside = schema ? insideOf(document, schema) : null;
  if (!schema || !inside) return <code className="mono">{typeName(schema)}</code>;
  const kinds = inside.oneOf ?? inside.anyOf;
  return (
    <ul className={classes.members}>
      {kinds?.map((one, at) => (
        <Member
          key={at}
          document={document}
          name={`${t('either')} ${at + 1}`}
          schema={one}
          required={false}
        />
      ))}
      {inside.allOf?.flatMap((part) => {
        const found = resolve(document, part);
        return Object.entries(found.properties ?? {}).map(([name, member]) => (
          <Member
            key={name}
            document={document}
            name={name}
            schema={member}
            required={found.required?.includes(name) ?? false}
          />
        ));
      })}
      {Object.entries(inside.properties ?? {}).map(([name, member]) => (
        <Member
          key={name}
          document={document}
          name={name}
          schema={member}
          required={inside.required?.includes(name) ?? false}
        />
      ))}
    </ul>
  );
}
