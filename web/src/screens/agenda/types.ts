export type Resource = {
  id: string;
  name: string;
  hours: string;
  colour: number;
  active: boolean;
  created_at: string;
};

export const statuses = ['scheduled', 'confirmed', 'attended', 'missed', 'cancelled'] as const;
export type Status = (typeof statuses)[number];

export type Appointment = {
  id: string;
  resource_id: string;
  title: string;
  contact_id: string | null;
  contact_name: string;
  conversation_id: string | null;
  starts_at: string;
  ends_at: string;
  status: Status;
  notes: string;
  revision: number;
  created_by: string;
  created_at: string;
  updated_at: string;
};

/** The appointment that has the place already. */
export type InTheWay = Pick<Appointment, 'id' | 'title' | 'starts_at' | 'ends_at' | 'contact_name'>;

/** Where a status may go, as the server has it. */
export const nextOf: Record<Status, readonly Status[]> = {
  scheduled: ['confirmed', 'attended', 'missed', 'cancelled'],
  confirmed: ['scheduled', 'attended', 'missed', 'cancelled'],
  attended: ['missed'],
  missed: ['attended'],
  cancelled: ['scheduled'],
};

/** The token of each status: a colour never stands without its word. */
export const colourOf: Record<Status, string> = {
  scheduled: 'customer',
  confirmed: 'bot',
  attended: 'ok',
  missed: 'bad',
  cancelled: 'ink-3',
};

/** The token of a resource's mark. */
export const marks = ['bot', 'person', 'ok', 'warn', 'bad', 'customer', 'ink-2', 'ink'] as const;
export const markOf = (colour: number) => `var(--${marks[colour % marks.length]})`;
