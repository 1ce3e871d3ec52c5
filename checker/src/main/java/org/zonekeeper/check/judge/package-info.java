/**
 * The one interface of everything that judges, and what it says: a judge is fed a zone's journal in
 * order and notes findings; evidence from elsewhere it is given when it is made.
 */
package org.zonekeeper.check.judge;
