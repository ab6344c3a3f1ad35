// The big server in a process of its own: prints its address as a line of JSON, then serves until it is ended.
import { startBigServer } from './bigServer';

startBigServer()
  .then(({ baseUrl }) => console.log(JSON.stringify({ baseUrl })))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
