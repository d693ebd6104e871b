import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** What the parts of the language are called for people: steps, exits, fields, … What has no name yet reads as it is written. */
export function useNames() {
  const { t, i18n } = useTranslation('flows');
  return useMemo(() => {
    const of = (group: string, name: string) => {
      const key = `${group}.${name}`;
      return i18n.exists(key, { ns: 'flows' }) ? t(key, { skipInterpolation: true }) : name;
    };
    const maybe = (group: string, name: string) => {
      const key = `${group}.${name}`;
      return i18n.exists(key, { ns: 'flows' }) ? t(key, { skipInterpolation: true }) : undefined;
    };
    return {
      step: (type: string) => of('step', type),
      what: (type: string) => maybe('what', type),
      exit: (name: string) => of('exit', name),
      trigger: (type: string) => of('trigger', type),
      test: (name: string) => of('test', name),
      choice: (value: string) => of('choice', value),
      /** A field may be called otherwise in one type: `http.name`. */
      field: (type: string, name: string) => maybe('field', `${type}-${name}`) ?? of('field', name),
      hint: (type: string, name: string) => maybe('hint', `${type}-${name}`) ?? maybe('hint', name),
      finding: (code: string) => maybe('finding', code.replace(/^lint\./, '')),
    };
  }, [t, i18n]);
}

export type Names = ReturnType<typeof useNames>;
