import { lazy } from 'react';

/** The library of charts is fetched when there is something to draw. */
export const Volumes = lazy(() => import('./Plots').then((m) => ({ default: m.Volumes })));
export const Response = lazy(() => import('./Plots').then((m) => ({ default: m.Response })));
