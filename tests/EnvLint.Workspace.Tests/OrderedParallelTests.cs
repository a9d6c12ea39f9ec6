namespace EnvLint.Workspace.Tests;

public sealed class OrderedParallelTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(100, 1)]
    [InlineData(100, 8)]
    public void Results_come_in_the_order_of_the_items(int count, int jobs)
    {
        var items = Enumerable.Range(0, count).ToArray();
        var finished = 0;

        var results = OrderedParallel.Run(
            items,
            jobs,
            static item =>
            {
                Thread.SpinWait((item * 7919) % 1000);
                return item * 2;
            },
            _ => Interlocked.Increment(ref finished),
            CancellationToken.None);

        Assert.Equal(items.Select(static item => item * 2), results);
        Assert.Equal(count, finished);
    }

    [Fact]
    public void One_item_is_worked_on_by_the_caller()
    {
        var results = OrderedParallel.Run([0], 8, static _ => System.Environment.CurrentManagedThreadId, finished: null, CancellationToken.None);

        Assert.Equal([System.Environment.CurrentManagedThreadId], results);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_failure_reaches_the_caller(int jobs) =>
        Assert.Throws<InvalidOperationException>(() => OrderedParallel.Run<int, int>(
            Enumerable.Range(0, 50).ToArray(), jobs, static item => item == 20 ? throw new InvalidOperationException() : item, finished: null, CancellationToken.None));

    [Fact]
    public void A_cancelled_run_ends_early()
    {
        using var source = new CancellationTokenSource();
        var worked = 0;

        Assert.Throws<OperationCanceledException>(() => OrderedParallel.Run(
            Enumerable.Range(0, 10_000).ToArray(),
            2,
            item =>
            {
                source.Cancel();
                return Interlocked.Increment(ref worked);
            },
            finished: null,
            source.Token));
        Assert.InRange(worked, 1, 10);
    }
}
