import { useEffect, useRef, useState } from 'react';
import { newKey } from '../../../api/client';
import { type Problem, problemOf } from '../../../api/problem';
import { file_most, type Uploaded, upload } from './upload';

export type Attachment = {
  key: string;
  name: string;
  size: number;
  share: number;
  there: Uploaded | null;
  problem: Problem | 'too_large' | null;
};

/** The files that go with the next message. They are sent to the server at once, so that "send" is quick. */
export function useAttachments(conversation: string) {
  const [list, setList] = useState<Attachment[]>([]);
  const under = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const mine = under.current;
    return () => {
      for (const c of mine.values()) c.abort();
      mine.clear();
      setList([]);
    };
  }, [conversation]);
  const patch = (key: string, change: Partial<Attachment>) =>
    setList((all) => all.map((a) => (a.key === key ? { ...a, ...change } : a)));
  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const key = newKey();
      const fits = file.size <= file_most;
      setList((all) => [
        ...all,
        { key, name: file.name, size: file.size, share: 0, there: null, problem: fits ? null : 'too_large' },
      ]);
      if (!fits) continue;
      const control = new AbortController();
      under.current.set(key, control);
      upload(file, (share) => patch(key, { share }), control.signal).then(
        (there) => patch(key, { there, share: 1 }),
        (error) => !control.signal.aborted && patch(key, { problem: problemOf(error) }),
      );
    }
  };
  const remove = (key: string) => {
    under.current.get(key)?.abort();
    setList((all) => all.filter((a) => a.key !== key));
  };
  return { list, add, remove, clear: () => setList([]) };
}
