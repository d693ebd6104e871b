import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = ['es', 'pt', 'en'] as const;
export type Language = (typeof languages)[number];

/** `./texts/es.json` holds the shell's texts; each screen brings `screens/NAME/texts/LANGUAGE.json`,
 *  and so do large shared parts in `ui/`. Only what is shown
 *  is loaded: one file a screen and language. */
const files = import.meta.glob<{ default: Record<string, unknown> }>([
  './texts/*.json',
  '../screens/*/texts/*.json',
  '../ui/*/texts/*.json',
]);

const filesOf = (language: string, namespace: string) =>
  namespace === 'shell'
    ? files[`./texts/${language}.json`]
    : (files[`../screens/${namespace}/texts/${language}.json`] ??
      files[`../ui/${namespace}/texts/${language}.json`]);

const remembered = 'charla.language';

/** The language that this browser has chosen; without a choice the organisation's, Spanish by default. */
export function firstLanguage(organisation?: string): Language {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(remembered);
  } catch {
    // A browser without storage asks the organisation.
  }
  return languages.find((l) => l === chosen) ?? languages.find((l) => l === organisation) ?? 'es';
}

/** Loads the texts of `language` for all that is shown, then shows them; the browser remembers it when `choose`. */
export async function setLanguage(language: Language, choose = true): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  if (!choose) return;
  try {
    localStorage.setItem(remembered, language);
  } catch {
    // Not remembered, but in force until the page is closed.
  }
}

export async function startTexts(): Promise<void> {
  await i18next
    .use({
      type: 'backend' as const,
      read: (language: string, namespace: string, done: (error: unknown, texts: unknown) => void) => {
        const load = filesOf(language, namespace);
        if (!load) return done(new Error(`no texts ${namespace} in ${language}`), null);
        load().then(
          (m) => done(null, m.default),
          (error) => done(error, null),
        );
      },
    })
    .use(initReactI18next)
    .init({
      lng: firstLanguage(),
      fallbackLng: false,
      supportedLngs: languages,
      ns: ['shell'],
      defaultNS: 'shell',
      interpolation: { escapeValue: false }, // React escapes
      partialBundledLanguages: true,
      react: { useSuspense: true },
    });
  document.documentElement.lang = i18next.language;
}

export default i18next;
