import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  request(route: string, status: number, seconds: number): void;
  dns(outcome: string): void;
  upstream(label: string, outcome: string, seconds: number): void;
  probe(outcome: string, seconds: number): void;
  limited(name: string): void;
  trouble(part: string): void;
}

/** Figures that are read when somebody asks for them. */
export interface Gauges {
  readonly dnsCacheEntries: () => number;
  readonly reportsRunning: () => number;
}

const FAST = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SLOW = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180];

/** What Prometheus reads. No label holds a name that was asked for, or who asked. */
export function metrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = (name: string, help: string, buckets: number[], ...labelNames: string[]) =>
    new Histogram({ name, help, buckets, labelNames, registers });
  const requests = counter('hoplock_requests_total', 'Requests answered', 'route', 'status');
  const duration = histogram('hoplock_request_seconds', 'Time until an answer was sent', FAST, 'route');
  const questions = counter(
    'hoplock_dns_questions_total',
    'Questions to DNS, by where the answer came from',
    'outcome',
  );
  const asked = histogram('hoplock_dns_upstream_seconds', 'Time of a resolver', FAST, 'resolver', 'outcome');
  const probes = histogram('hoplock_probe_seconds', 'Time of a report made anew', SLOW, 'outcome');
  const limited = counter('hoplock_limited_total', 'Requests over an allowance', 'allowance');
  const troubles = counter('hoplock_troubles_total', 'Faults that no request failed for', 'part');
  return {
    registry,
    request(route, status, seconds) {
      requests.inc({ route, status });
      duration.observe({ route }, seconds);
    },
    dns: (outcome) => questions.inc({ outcome }),
    upstream: (resolver, outcome, seconds) => asked.observe({ resolver, outcome }, seconds),
    probe: (outcome, seconds) => probes.observe({ outcome }, seconds),
    limited: (allowance) => limited.inc({ allowance }),
    trouble: (part) => troubles.inc({ part }),
  };
}

/** Adds the figures that others keep. */
export function addGauges({ registry }: Metrics, gauges: Gauges): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('hoplock_dns_cache_entries', 'Answers of DNS in memory', gauges.dnsCacheEntries);
  gauge('hoplock_reports_running', 'Reports being made', gauges.reportsRunning);
}
