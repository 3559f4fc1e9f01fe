import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { ComboBox } from '../../../ui/choices/combo-box.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import type { ScannedValues } from './paper-values.ts';

const NONE: string[] = [];
/** Characters of a name from which on known ones are looked for. */
const MIN_LENGTH = 2;

interface PartyFieldProps {
  name: 'partyA' | 'partyB';
  label: string;
  autoFocus?: boolean;
}

/** The name of an organisation; known ones that contain what is typed are offered. */
export function PartyField({ name, label, autoFocus }: PartyFieldProps) {
  const { control } = useFormContext<ScannedValues>();
  const typed = useDeferredValue(useWatch({ control, name }).trim());
  const { data, isFetching } = useQuery({
    queryKey: queryKeys.partyNames(typed),
    queryFn: ({ signal }) => get('/agreements/paper/parties', { query: { q: typed }, signal }),
    enabled: typed.length >= MIN_LENGTH,
    staleTime: 60_000,
    retry: false,
  });
  return (
    <FormField control={control} name={name} label={label}>
      <ComboBox
        offered={data?.items.map((known) => known.name) ?? NONE}
        isLoading={isFetching}
        from={MIN_LENGTH}
        autoFocus={autoFocus ?? false}
        required
        maxLength={80}
      />
    </FormField>
  );
}
