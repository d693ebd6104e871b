import {
  IconAddressBook,
  IconAlertTriangle,
  IconApi,
  IconBroadcast,
  IconBuilding,
  IconCalendar,
  IconChartBar,
  IconClockHour4,
  IconDeviceMobile,
  IconMessages,
  IconNotes,
  IconPlugConnected,
  IconRoute,
  IconSend,
  IconSettings,
  IconTemplate,
  IconTopologyStar3,
  type TablerIcon,
} from '@tabler/icons-react';

/** A screen of the rail. `key`: the second key of "g …". */
export type ScreenEntry = {
  name: string;
  path: string;
  icon: TablerIcon;
  /** Right of the permission matrix that one needs to see anything there. */
  right?: string;
  key?: string;
  /** Key of topic `counts` whose number stands beside the name. */
  badge?: string;
};

export const sections: { name: 'work' | 'build' | 'run' | 'setup'; screens: ScreenEntry[] }[] = [
  {
    name: 'work',
    screens: [
      { name: 'inbox', path: '/inbox', icon: IconMessages, right: 'conversations:read', key: 'i' },
      { name: 'agenda', path: '/agenda', icon: IconCalendar, right: 'agenda:read', key: 'a' },
      { name: 'contacts', path: '/contacts', icon: IconAddressBook, right: 'contacts:read', key: 'p' },
      { name: 'simulator', path: '/simulator', icon: IconDeviceMobile, right: 'simulate', key: 's' },
    ],
  },
  {
    name: 'build',
    screens: [
      { name: 'flows', path: '/flows', icon: IconRoute, right: 'flows:read', key: 'f' },
      { name: 'templates', path: '/templates', icon: IconTemplate, right: 'templates:read', key: 't' },
    ],
  },
  {
    name: 'run',
    screens: [
      { name: 'dashboard', path: '/dashboard', icon: IconChartBar, right: 'reports:read', key: 'd' },
      {
        name: 'failed',
        path: '/failed',
        icon: IconAlertTriangle,
        right: 'dead-letters:read',
        key: 'x',
        badge: 'letters',
      },
      { name: 'sends', path: '/sends', icon: IconSend, right: 'messages:read', key: 'e' },
      { name: 'scheduled', path: '/scheduled', icon: IconClockHour4, right: 'conversations:read', key: 'h' },
      { name: 'actors', path: '/actors', icon: IconTopologyStar3, right: 'actors:read', key: 'n' },
    ],
  },
  {
    name: 'setup',
    screens: [
      { name: 'channels', path: '/channels', icon: IconBroadcast, right: 'channels:read', key: 'c' },
      { name: 'team', path: '/team', icon: IconBuilding, right: 'users:read', key: 'o' },
      { name: 'webhooks', path: '/webhooks', icon: IconPlugConnected, right: 'webhooks:read', key: 'w' },
      { name: 'records', path: '/records', icon: IconNotes, right: 'events:read', key: 'r' },
      { name: 'settings', path: '/settings', icon: IconSettings, key: ',' },
      { name: 'docs', path: '/docs', icon: IconApi },
    ],
  },
];

export const allScreens = sections.flatMap((s) => s.screens);
