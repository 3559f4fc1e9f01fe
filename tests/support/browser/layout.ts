import type { Page } from 'playwright-core';

/** Opens what is folded away, so that its width counts too. */
export const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });

/** What reaches beyond the screen and is not scrolled within something narrower: to find the fault by. */
export const beyond = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1 && !scrolls(element))
      .slice(0, 6)
      .map((element) => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`);
  });

/** Controls that leave the nearest card, form or entry around them, or lie over another one. */
export const strayControls = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    /** The part of an element that is not scrolled out of sight within something around it. */
    const boxOf = (element: Element) => {
      let { left, right, top, bottom } = element.getBoundingClientRect();
      for (let around = element.parentElement; around; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around);
        const outer = around.getBoundingClientRect();
        if (overflowX !== 'visible') [left, right] = [Math.max(left, outer.left), Math.min(right, outer.right)];
        if (overflowY !== 'visible') [top, bottom] = [Math.max(top, outer.top), Math.min(bottom, outer.bottom)];
      }
      return { left, right, top, bottom };
    };
    const nameOf = (control: Element) => {
      const label = control.id && document.querySelector(`label[for="${CSS.escape(control.id)}"]`);
      const text = (label || control.closest('label') || control).textContent;
      return `${control.tagName.toLowerCase()} ${text.slice(0, 20)}`;
    };
    const controls = [...document.querySelectorAll('main :is(input, select, textarea, button)')]
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      .map((control) => ({ control, box: boxOf(control) }))
      .filter(({ box }) => box.right - box.left > 1 && box.bottom - box.top > 1);
    const outside = controls.filter(({ control, box }) => {
      const around = control.parentElement?.closest('li, form, article, section, aside, fieldset');
      const outer = around?.getBoundingClientRect();
      return outer && (box.right > outer.right + 1 || box.left < outer.left - 1);
    });
    const over = controls.flatMap(({ control, box: a }, index) =>
      controls
        .slice(index + 1)
        .filter(({ box: b }) => {
          const beside = a.right <= b.left + 1 || b.right <= a.left + 1;
          return !beside && a.bottom > b.top + 1 && b.bottom > a.top + 1;
        })
        .map((other) => `${nameOf(control)} over ${nameOf(other.control)}`),
    );
    return [...outside.map(({ control }) => `${nameOf(control)} leaves its card`), ...over];
  });
