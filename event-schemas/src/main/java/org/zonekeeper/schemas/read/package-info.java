/**
 * How the contract's topics are read: consumers by its rules, up to where a topic ends now, past
 * records that nobody can read.
 */
package org.zonekeeper.schemas.read;
