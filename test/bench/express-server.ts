/** The peers of the reference server: what Express answers with a constant. Arguments: port, `validating`. */
import express from 'express';
import { middleware } from 'express-openapi-validator';
import { bundledDocument } from '../../src/contract/sources.ts';

const [port, validating] = process.argv.slice(2);
const app = express();

if (validating === undefined) {
  app.get('/users/:user_id/avatar', (_, response) =>
    response.redirect(302, 'http://127.0.0.1/image/1/avatar.jpg?w=64'),
  );
} else {
  app.use(express.json());
  for (const api of ['creators-hub', 'app-net']) {
    const validator = middleware({
      apiSpec: bundledDocument(api) as never,
      validateApiSpec: false,
      validateRequests: { allowUnknownQueryParameters: true },
      validateResponses: true,
      // Several documents on one port: what the one does not know is the other's.
      ignoreUndocumented: true,
    });
    app.use(api === 'app-net' ? '/stream/0' : '/api/public', ...[validator].flat());
  }
  const avatarUrl = 'http://127.0.0.1/1677061054831/userAvatars/6/avatar.jpg';
  app.get('/api/public/user/:userId/avatar', (_, response) => void response.json({ avatarUrl }));
  const { examples } = bundledDocument('app-net').components as { examples: { updatedProfile: { value: object } } };
  app.patch('/stream/0/users/me', (_, response) => void response.json(examples.updatedProfile.value));
}
app.listen(Number(port), '127.0.0.1');
