// Prints every occurrence of a calendar between two moments as ical.js (the reader of Thunderbird) sees them, as JSON.
// node occurrences.js FOLDER_OF_MODULES FROM UNTIL < calendar.ics
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, from, until] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(`${modules}/ical.js/dist/ical.js`));
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone));

const found = [];
const note = (item, start, end) => {
  const begins = start.toJSDate();
  if (begins < new Date(from) || begins >= new Date(until)) return;
  found.push([begins.toISOString(), end.toJSDate().toISOString(), item.component.getFirstPropertyValue("status") === "CANCELLED"]);
};
const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
for (const event of events.filter((one) => !one.isRecurrenceException())) {
  if (!event.isRecurring()) { note(event, event.startDate, event.endDate); continue; }
  for (const one of events) if (one.isRecurrenceException() && one.uid === event.uid) event.relateException(one);
  const dates = event.iterator();
  for (let count = 0, next; count < 2000 && (next = dates.next()); count += 1) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    note(item, startDate, endDate);
  }
}
process.stdout.write(JSON.stringify(found));
