// Everything here is an extra: each page is whole without it.
import "htmx.org/dist/htmx.esm.js";
import { closeFolds } from "./folds.js";
import { watchSession } from "./session.js";
import { focusMistakes } from "./mistakes.js";
import { offerPrinting } from "./printing.js";
import { offerPush } from "./push.js";

closeFolds();
watchSession();
focusMistakes();
offerPrinting();
offerPush();
