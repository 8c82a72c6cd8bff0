import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { imagesIn, type Pin, pinnedText, pinOf } from './images.ts';

/** Writes the digests into the files; all of them, or none. */
async function main(files: string[], registry?: string): Promise<void> {
  const texts = files.map((file) => [file, readFileSync(file, 'utf8')] as const);
  const images = [...new Set(texts.flatMap(([, text]) => imagesIn(text)))];
  const pins: Pin[] = [];
  for (const image of images) pins.push(await pinOf(image, registry));
  for (const [file, text] of texts) writeFileSync(file, pinnedText(text, pins));
  for (const { pinned } of pins) console.log(pinned);
}

const command = new Command('npm run pin --')
  .description(
    'Writes into docker-compose.yml and Dockerfile the digest of what each image’s tag stands for now, so that the same is pulled from then on. Run it again for what was mended since.',
  )
  .argument('[files...]', 'the files', ['docker-compose.yml', 'Dockerfile'])
  .option('--registry <url>', 'another registry than Docker Hub: a mirror of it')
  .action(async (files: string[], { registry }: { registry?: string }) => {
    try {
      await main(files, registry);
    } catch (error) {
      const { message, cause } = error as Error;
      const why = cause instanceof Error ? cause.message : message;
      console.error(`Nothing was changed: ${registry ?? 'Docker Hub'} gave no digest: ${why}`);
      process.exitCode = 1;
    }
  });
await command.parseAsync();
