import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, type Ref } from 'react';
import { get } from '../../lib/api.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { Field } from '../../ui/field.tsx';

interface PartyFieldProps {
  label: string;
  value: string;
  change: (value: string) => void;
  error?: string;
  autoFocus?: boolean;
  ref?: Ref<HTMLInputElement>;
}

/** The name of an organisation; known ones that contain what is typed are offered. */
export function PartyField({ label, value, change, error, autoFocus, ref }: PartyFieldProps) {
  const list = useId();
  const typed = useDeferredValue(value.trim());
  const { data } = useQuery({
    queryKey: queryKeys.partyNames(typed),
    queryFn: ({ signal }) => get('/agreements/paper/parties', { query: { q: typed }, signal }),
    enabled: typed.length >= 2,
    staleTime: 60_000,
    retry: false,
  });
  return (
    <>
      <Field label={label} error={error}>
        <input
          ref={ref}
          autoFocus={autoFocus}
          required
          minLength={2}
          maxLength={80}
          autoComplete="off"
          list={list}
          value={value}
          onChange={(event) => change(event.target.value)}
        />
      </Field>
      <datalist id={list}>
        {data?.items.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
