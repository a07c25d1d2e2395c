'use client';
import { useEffect, useRef, useState } from 'react';
import { DEVICE_PLATFORMS, PLATFORM_LABELS } from '@/domain/device';
import { type DefaultColumn, type ImportDefaults, REQUIRED_COLUMNS } from '@/domain/inventory';
import { api } from '../shell/api';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
import { useDebounced } from '../ui/use-debounced';
import { COLUMN_LABELS, type FileColumn } from './import-words';

const TEXTS: readonly { column: DefaultColumn; hint: string }[] = [
  { column: 'country', hint: 'A name or a code' },
  { column: 'site', hint: '' },
  { column: 'tags', hint: 'Separated by semicolons' },
  { column: 'port', hint: '' },
];

/** One value for all rows that say nothing. */
export function ImportDefaultFields(props: {
  columns: readonly FileColumn[];
  defaults: ImportDefaults;
  onChange: (defaults: ImportDefaults) => void;
}) {
  const { columns, defaults } = props;
  const { data: credentials = [] } = api.credentials.names.useQuery();
  const set = (column: DefaultColumn, value: string) => {
    const { [column]: _, ...others } = defaults;
    props.onChange(value === '' ? others : { ...others, [column]: value });
  };
  const missing = (column: DefaultColumn) =>
    REQUIRED_COLUMNS.includes(column) && !defaults[column] && !columns.some(({ field }) => field === column)
      ? 'No column has it'
      : undefined;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-medium">Where a row says nothing</legend>
      <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-3 xl:grid-cols-6">
        <Choice
          column="credential"
          value={defaults.credential}
          options={credentials.map(({ name }) => ({ value: name, label: name }))}
          error={missing('credential')}
          onChange={set}
        />
        <Choice
          column="platform"
          value={defaults.platform}
          options={DEVICE_PLATFORMS.map((platform) => ({ value: platform, label: PLATFORM_LABELS[platform] }))}
          error={missing('platform')}
          onChange={set}
        />
        {TEXTS.map(({ column, hint }) => (
          <DefaultText
            key={column}
            column={column}
            hint={hint}
            value={defaults[column] ?? ''}
            error={missing(column)}
            onChange={set}
          />
        ))}
      </div>
    </fieldset>
  );
}

const NONE = ' ';

function Choice(props: {
  column: DefaultColumn;
  value: string | undefined;
  options: readonly { value: string; label: string }[];
  error: string | undefined;
  onChange: (column: DefaultColumn, value: string) => void;
}) {
  return (
    <FormField label={COLUMN_LABELS[props.column]} error={props.error}>
      {({ id, ...control }) => (
        <Select
          value={props.value ?? NONE}
          onValueChange={(value) => props.onChange(props.column, value === NONE ? '' : value)}
        >
          <SelectTrigger id={id} {...control}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={NONE}>None</SelectItem>
            {props.options.map(({ value, label }) => (
              <SelectItem key={value} value={value}>
                {label}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </FormField>
  );
}

function DefaultText(props: {
  column: DefaultColumn;
  hint: string;
  value: string;
  error: string | undefined;
  onChange: (column: DefaultColumn, value: string) => void;
}) {
  const { column, value, onChange } = props;
  const [text, setText] = useState(value);
  const settled = useDebounced(text, 600);
  const told = useRef(value);
  useEffect(() => {
    if (settled === told.current) return;
    told.current = settled;
    onChange(column, settled.trim());
  }, [settled, column, onChange]);
  return (
    <FormField label={COLUMN_LABELS[column]} hint={props.hint || undefined} error={props.error}>
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </FormField>
  );
}
