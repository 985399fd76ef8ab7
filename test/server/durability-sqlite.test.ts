import { databases } from '../databases.ts';
import { testDurability } from './durability.ts';

for (const [name, open] of databases) if (name === 'SQLite') testDurability(name, open, 20);
