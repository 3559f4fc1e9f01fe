import { sha256Hex } from '@everexpo/ledger';
import { drawPages, type DrawnPage } from '../expo/index.ts';
import { INK, mainFace, MUTED, renderPdf } from '../platform/index.ts';
import type { ProjectText } from './generate/projects.ts';

export interface DemoDeck {
  projectId: string;
  sha256: string;
  bytes: Buffer;
  pages: DrawnPage[];
}

/** A deck of each project, drawn one after the other. */
export async function demoDecks(projects: (ProjectText & { id: string })[], date: Date): Promise<DemoDeck[]> {
  const decks: DemoDeck[] = [];
  for (const project of projects) {
    const bytes = await demoDeck(project, date);
    const pages: DrawnPage[] = [];
    const deckError = await drawPages(bytes, 1, async (page) => void pages.push(page));
    if (deckError) throw new Error(`a demo deck cannot be drawn: ${deckError.rule}`);
    decks.push({ projectId: project.id, bytes, sha256: await sha256Hex(new Uint8Array(bytes)), pages });
  }
  return decks;
}

/** A short deck, each page held to itself, that says what the project's page says: title, what it is, what it seeks. */
function demoDeck(project: ProjectText, date: Date): Promise<Buffer> {
  return renderPdf({ title: project.title_zh, date, landscape: true }, (page) => {
    const width = page.page.width - 128;
    const slide = (heading: string, lead: string, more: string) => {
      page.font(mainFace('regular')).fontSize(16).fillColor(MUTED).text(heading, 64, 64, { width });
      page
        .font(mainFace('bold'))
        .fontSize(26)
        .fillColor(INK)
        .text(lead, 64, 150, { width, lineGap: 8, height: 200, ellipsis: true });
      page
        .font(mainFace('regular'))
        .fontSize(15)
        .fillColor(MUTED)
        .text(more, { width, lineGap: 5, height: 110, ellipsis: true });
    };
    slide('永不落幕科创会 · 演示数据', project.title_zh, project.title_en);
    page.addPage();
    slide('项目简介 · What it is', project.summary_zh, project.summary_en);
    page.addPage();
    slide('我们在找 · What we seek', project.seeks_zh, project.seeks_en);
  });
}
