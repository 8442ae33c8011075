import { useTranslations } from "next-intl";
import { Moment } from "@/components/ui/moment";
import type { ClientSummary } from "@/lib/clients/model";

/** When the storage figures of a list were measured, from the oldest of them to the newest; nothing before the first report. */
export function StorageMeasured({ clients }: { clients: readonly Pick<ClientSummary, "storage">[] }) {
  const t = useTranslations("clients.measured");
  const moments = clients
    .flatMap(({ storage }) => (storage ? [storage.oldestAt, storage.measuredAt] : []))
    .filter((moment) => moment !== null)
    .sort((one, other) => one.getTime() - other.getTime());
  const [oldest] = moments;
  const newest = moments.at(-1);
  if (!oldest || !newest) return null;
  const words = {
    oldest: () => <Moment value={oldest} look="inText" />,
    newest: () => <Moment value={newest} look="inText" />,
  };
  const once = newest.getTime() - oldest.getTime() < 60_000;
  return <p className="text-muted text-sm">{once ? t.rich("once", words) : t.rich("between", words)}</p>;
}
