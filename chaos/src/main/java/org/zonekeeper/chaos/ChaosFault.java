package org.zonekeeper.chaos;

/** What can happen to the system. The weight says how often, against the others'. */
enum ChaosFault {
  KILL(4, 500, 6_000, "SIGKILL, started again later"),
  KILL_TWO(2, 500, 6_000, "SIGKILL of two at once: one is left"),
  KILL_ADOPTER(2, 500, 4_000, "SIGKILL, and of the first that takes over, right after it did"),
  FREEZE(3, 7_000, 12_000, "SIGSTOP for longer than every time-out, then SIGCONT"),
  CUT_OFF(3, 2_000, 10_000, "no network to the broker, both ways"),
  CUT_ONE_WAY(2, 2_000, 10_000, "what the broker says does not arrive"),
  HIDE_FROM_PEERS(2, 1_500, 4_000, "its peers do not hear it: they have a healthy one evicted"),
  KILL_THREAD(3, 500, 2_000, "one of its Streams threads dies, its process does not"),
  STARVE(2, 3_000, 8_000, "the cores are taken by others, four for each"),
  EVICT(2, 0, 1, "removed from the group while it is healthy"),
  CLOCK_FORWARD(2, 500, 8_000, "its clock is set forward, then right again"),
  CLOCK_BACK(2, 500, 8_000, "its clock is set back, then right again"),
  CUT_GATEWAY(2, 1_000, 5_000, "no network between gateway and broker"),
  RESTART_BROKER(1, 0, 1, "the only broker stops and starts again"),
  ROLL_BROKERS(1, 0, 1, "all brokers are restarted, one after the other, this one first"),
  KILL_BROKER(3, 2_000, 8_000, "SIGKILL of one of several, started again later"),
  FREEZE_BROKER(2, 2_000, 12_000, "SIGSTOP of one of several, then SIGCONT"),
  FILL_DISK(2, 2_000, 6_000, "no file takes another byte of it"),
  CONNECT(
      2, 2_000, 8_000, "connections to every port that say nothing, half of something or rubbish"),
  POISON(3, 0, 1, "rubbish in the topics"),
  LARGEST(2, 0, 1, "the largest commands and facts that there can be, into every zone"),
  STRANGERS(
      2, 0, 1, "the largest well-formed records of a zone that is none, in topics of every kind"),
  POISON_JOURNAL(2, 0, 1, "rubbish in the journal, which is the evidence"),
  FREEZE_REGISTRY(2, 3_000, 10_000, "the schema registry does not answer"),
  REFUSE_RECORDER(2, 3_000, 10_000, "the recorder refuses everything");

  private final int weight;
  private final int least;
  private final int most;
  private final String words;

  ChaosFault(int weight, int least, int most, String words) {
    this.weight = weight;
    this.least = least;
    this.most = most;
    this.words = words;
  }

  int weight() {
    return weight;
  }

  /** Whether it can happen to a cluster of so many brokers. */
  boolean fits(int brokers) {
    return switch (this) {
      case RESTART_BROKER -> brokers == 1;
      // The others must be able to go on: two of three are a majority, one of two is none.
      case ROLL_BROKERS, KILL_BROKER, FREEZE_BROKER -> brokers >= 3;
      default -> true;
    };
  }

  /** How long it lasts at least, milliseconds. */
  int least() {
    return least;
  }

  /** How long it lasts at most, milliseconds. */
  int most() {
    return most;
  }

  /** For people. */
  String words() {
    return words;
  }
}
