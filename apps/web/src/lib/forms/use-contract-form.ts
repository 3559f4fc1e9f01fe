import type { Language } from '@everexpo/contracts/problems';
import i18next from 'i18next';
import { useEffect, useRef, type SyntheticEvent } from 'react';
import { useForm, type DefaultValues, type FieldPath, type FieldValues } from 'react-hook-form';
import type { z } from 'zod';
import { ApiError } from '../api/api.ts';
import { contractResolver, sameName, type ContractForm } from './contract-resolver.ts';
import { placeErrors } from './place-errors.ts';

interface ContractFormOptions<V extends FieldValues, S extends z.ZodType> extends ContractForm<V, S> {
  defaultValues: V;
  /** The mutation that sends it. */
  send: { mutate: (body: z.output<S>) => void; error: unknown };
}

/**
 * A form of a contract: looked at when it is sent and from then on at every change, so that nothing jumps beneath a
 * pointer. What the contract or the API refuses is said beside its field, and the first such field gets the focus.
 * `fieldOf` must be one function over all renders. Spread `formProps` over the form element.
 */
export function useContractForm<V extends FieldValues, S extends z.ZodType>({
  defaultValues,
  send,
  ...contract
}: ContractFormOptions<V, S>) {
  const { fieldOf = sameName } = contract;
  const form = useForm<V, unknown, z.output<S>>({
    defaultValues: defaultValues as DefaultValues<V>,
    resolver: contractResolver<V, S>(contract, () => i18next.language as Language),
    shouldFocusError: false,
  });
  const { getValues, setError, trigger, handleSubmit } = form;
  const { isSubmitted, errors } = form.formState;
  const element = useRef<HTMLFormElement>(null);
  const seeks = useRef(false);

  useEffect(() => {
    if (!(send.error instanceof ApiError)) return;
    seeks.current = true;
    for (const { name, ...error } of placeErrors(send.error.problem.errors ?? [], getValues(), fieldOf).reverse())
      setError(name as FieldPath<V>, error);
  }, [send.error, fieldOf, getValues, setError]);

  useEffect(() => {
    if (seeks.current && focusFirstWrong(element.current)) seeks.current = false;
  }, [errors]);

  useEffect(() => {
    const sayAnew = () => void (isSubmitted && trigger());
    i18next.on('languageChanged', sayAnew);
    return () => i18next.off('languageChanged', sayAnew);
  }, [isSubmitted, trigger]);

  const onSubmit = (event: SyntheticEvent) => {
    seeks.current = false;
    void handleSubmit(
      (body) => send.mutate(body),
      () => {
        seeks.current = true;
      },
    )(event);
  };
  return { ...form, formProps: { ref: element, noValidate: true, onSubmit } };
}

function focusFirstWrong(form: HTMLFormElement | null): boolean {
  const first = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  first?.closest('details')?.setAttribute('open', '');
  first?.focus();
  return first instanceof HTMLElement;
}
