import { databases } from '../databases.ts';
import { DEEP } from '../deep.ts';
import { testDurability } from './durability.ts';

for (const [name, open] of databases) if (name === 'PostgreSQL') testDurability(name, open, DEEP ? 20 : 6);
