import { useTranslation } from 'react-i18next';

/** Meta's codes that people can do something about, each with words of its own (`failed.code.CODE`). */
const told = new Set([
  130429, 130472, 131000, 131008, 131016, 131021, 131026, 131031, 131042, 131047, 131048, 131049, 131051,
  131052, 131053, 131056, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 133010, 368,
]);

/** Why a message has failed, in plain words; the provider's own when we have none. */
export function useReason(): (error: { code: number; text: string } | undefined) => string {
  const { t } = useTranslation('inbox');
  return (error) => {
    if (error && told.has(error.code)) return t(`failed.code.${error.code}`);
    return error?.text || t('failed.unknown');
  };
}
