#!/usr/bin/env -S node --max-semi-space-size=32
// What a batch needs lives for a few milliseconds: young memory that holds a whole batch spares the
// collector a sixth of a day's time.
import '../dist/main.js';
