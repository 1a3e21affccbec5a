//! Whose turn is next at something that takes long, such as hashing a password: whoever is known comes first; everybody else comes by where
//! they are from, one of each in turn, so that forty who guess from one address are one in a row, not forty.

use std::collections::VecDeque;

/// Those who wait, by where they are from.
#[derive(Debug)]
pub struct Queue<K, T> {
    lanes: VecDeque<(K, VecDeque<T>)>,
    most: usize,
}

impl<K: PartialEq, T> Queue<K, T> {
    /// One in which so many may wait.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { lanes: VecDeque::new(), most }
    }

    /// How many wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lanes.iter().map(|(_, lane)| lane.len()).sum()
    }

    /// Whether nobody waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lanes.is_empty()
    }

    /// Lets somebody wait, and returns whoever has no place for it: nobody while there is room; then the last of those from where most are
    /// waiting, or whoever came, where theirs are no fewer.
    pub fn join(&mut self, from: K, one: T) -> Option<T> {
        let mut away = None;
        if self.len() >= self.most {
            away = self.make_room(&from);
            if away.is_none() {
                return Some(one);
            }
        }
        match self.lanes.iter_mut().find(|(key, _)| *key == from) {
            Some((_, lane)) => lane.push_back(one),
            None => self.lanes.push_back((from, VecDeque::from([one]))),
        }
        away
    }

    fn make_room(&mut self, from: &K) -> Option<T> {
        let own = self.lanes.iter().find(|(key, _)| key == from).map_or(0, |(_, lane)| lane.len());
        let (_, longest) = self.lanes.iter_mut().max_by_key(|(_, lane)| lane.len())?;
        if own + 1 < longest.len() { longest.pop_back() } else { None }
    }

    /// Whose turn it is; where they are from comes last then.
    pub fn take(&mut self) -> Option<T> {
        let (from, mut lane) = self.lanes.pop_front()?;
        let one = lane.pop_front();
        if !lane.is_empty() {
            self.lanes.push_back((from, lane));
        }
        one
    }
}

/// Who wants a turn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asker<K> {
    /// Somebody at a device at which they have signed in before, or who is signed in.
    Known(K),
    /// Anybody else.
    Anywhere(K),
}

/// Those who are known, and everybody else.
#[derive(Debug)]
pub struct Turns<K, T> {
    known: Queue<K, T>,
    others: Queue<K, T>,
}

impl<K: PartialEq, T> Turns<K, T> {
    /// So many who are known may wait, and so many others.
    #[must_use]
    pub fn new(known: usize, others: usize) -> Self {
        Self { known: Queue::new(known), others: Queue::new(others) }
    }

    /// As [`Queue::join`].
    pub fn join(&mut self, from: Asker<K>, one: T) -> Option<T> {
        match from {
            Asker::Known(key) => self.known.join(key, one),
            Asker::Anywhere(key) => self.others.join(key, one),
        }
    }

    /// Whose turn it is: nobody else's while one who is known waits.
    pub fn take(&mut self) -> Option<T> {
        self.known.take().or_else(|| self.others.take())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drained(mut turns: Turns<char, u32>) -> Vec<u32> {
        std::iter::from_fn(|| turns.take()).collect()
    }

    #[test]
    fn one_from_each_place_in_turn_and_who_is_known_before_them() {
        let mut turns = Turns::new(10, 10);
        for n in 0..4 {
            assert_eq!(turns.join(Asker::Anywhere('a'), n), None);
        }
        assert_eq!(turns.join(Asker::Anywhere('b'), 10), None);
        assert_eq!(turns.join(Asker::Known('k'), 20), None);
        assert_eq!(drained(turns), [20, 0, 10, 1, 2, 3]);
    }

    #[test]
    fn whoever_fills_the_queue_leaves_it_for_others_and_keeps_nobody_out() {
        let mut turns = Turns::new(2, 4);
        for n in 0..4 {
            assert_eq!(turns.join(Asker::Anywhere('a'), n), None);
        }
        assert_eq!(turns.join(Asker::Anywhere('a'), 4), Some(4), "their own next one has no place");
        assert_eq!(turns.join(Asker::Anywhere('b'), 10), Some(3), "the last of those from where most are");
        assert_eq!(turns.join(Asker::Anywhere('b'), 11), Some(2));
        assert_eq!(turns.join(Asker::Anywhere('b'), 12), Some(12), "now both are as many");
        assert_eq!(turns.join(Asker::Anywhere('c'), 20), Some(11));
        assert_eq!(turns.join(Asker::Known('k'), 30), None, "who is known has places of their own");
        assert_eq!(drained(turns), [30, 0, 10, 20, 1]);
    }

    #[test]
    fn where_everybody_comes_from_a_place_of_their_own_the_first_stay() {
        let mut queue = Queue::new(2);
        assert_eq!((queue.join('a', 1), queue.join('b', 2), queue.join('c', 3)), (None, None, Some(3)));
        assert_eq!((queue.take(), queue.take(), queue.take(), queue.is_empty()), (Some(1), Some(2), None, true));
    }
}
