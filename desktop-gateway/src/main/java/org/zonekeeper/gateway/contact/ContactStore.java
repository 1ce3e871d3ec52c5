package org.zonekeeper.gateway.contact;

import java.util.List;

/**
 * Where contacts' personal data is. Whatever it holds, all gateways that serve the same zones share
 * it. Every method may take as long as a database does, so nobody asks on the desk's thread. Used
 * by one thread at a time.
 *
 * <p>What an agent writes comes in two steps, so that the journal never names a text that is
 * nowhere: {@link #keep} before the zone is asked, then {@link #settle} or {@link #drop} when it
 * has decided. Each step can be repeated, by any gateway.
 */
public interface ContactStore extends AutoCloseable {

  /**
   * The installation's secret for keyed hashes: always the same, made when it is first asked for.
   */
  byte[] secret() throws ContactStoreException;

  /** All that is known of the contact, by name; nobody knows it: an empty list. */
  List<ContactField> fields(ContactRef contact) throws ContactStoreException;

  /** The newest notes about the contact, the newest first. */
  List<AgentNote> notes(ContactRef contact, int most) throws ContactStoreException;

  /**
   * What the do-not-call list has of the contact itself, and of its numbers from whomever it was
   * told.
   */
  DoNotCallStanding doNotCall(ContactRef contact, KeyedHash hash) throws ContactStoreException;

  /** Whether somebody said that this number is not to be called. */
  boolean isListed(String numberHash) throws ContactStoreException;

  /** Keeps what an agent wrote until the zone has decided. Nothing if that id is known already. */
  void keep(DraftWrite draft) throws ContactStoreException;

  /**
   * The zone has accepted: what was kept is the note or the value from now on. Nothing if there is
   * none (any more).
   */
  void settle(String commandId) throws ContactStoreException;

  /** The zone has refused: what was kept goes. */
  void drop(String commandId) throws ContactStoreException;

  /** Puts a line on the do-not-call list. Nothing if it is there. */
  void list(DoNotCallEntry entry) throws ContactStoreException;

  /**
   * Takes drafts over that nobody has settled: another gateway, which asks at the same time, does
   * not get the same ones.
   *
   * @param notBefore kept then or later, epoch milliseconds
   * @param notAfter kept, and last taken over, then or earlier, epoch milliseconds
   * @param now epoch milliseconds
   * @param most of them
   */
  List<DraftWrite> takeOver(long notBefore, long notAfter, long now, int most)
      throws ContactStoreException;

  @Override
  void close();
}
