mod attacks;
mod draw;
mod join;
mod live;
mod now;
mod state;
