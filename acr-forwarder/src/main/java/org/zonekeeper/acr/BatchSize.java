package org.zonekeeper.acr;

/**
 * How many events go in one request: usually as many as the settings allow; halved while the
 * recorder refuses, until the one event is found that it does not want; then doubled again. Used by
 * its pipeline only.
 */
final class BatchSize {
  private final int most;
  private int now;

  BatchSize(int most) {
    this.most = most;
    this.now = most;
  }

  int now() {
    return now;
  }

  /** A batch of so many, two or more, was refused. */
  void halve(int refused) {
    now = refused / 2;
  }

  void grow() {
    now = Math.min(most, now * 2);
  }
}
