import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Calendar, CalendarCell, CalendarGrid } from 'react-aria-components/Calendar';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Popover } from 'react-aria-components/Popover';
import overlays from '../overlays/overlays.module.css';
import styles from './dates.module.css';

/** The button of a date's field, and the month that it opens. */
export function CalendarPopover() {
  return (
    <>
      <Button className={styles.press}>
        <CalendarDays size={18} aria-hidden />
      </Button>
      <Popover className={overlays.popover} placement="bottom end">
        <Dialog className={styles.dialog}>
          <Calendar>
            <header className={styles.month}>
              <Button slot="previous" className={styles.press}>
                <ChevronLeft size={18} aria-hidden />
              </Button>
              <Heading level={2} className={styles.title} />
              <Button slot="next" className={styles.press}>
                <ChevronRight size={18} aria-hidden />
              </Button>
            </header>
            <CalendarGrid className={styles.grid}>
              {(date) => <CalendarCell date={date} className={styles.day} />}
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </>
  );
}
