/**
 * From a journal to the state of the Agent Managers: the fold of each zone, verified on the way,
 * into the changelog that the zone's next owner restores.
 */
package org.zonekeeper.restore;
