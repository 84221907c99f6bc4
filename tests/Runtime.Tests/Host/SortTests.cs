using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

public sealed class SortTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData(1, 1, 65_536)]
    [InlineData(3, 67, 65_536)]
    [InlineData(4, 128, 300)]
    [InlineData(2, 50, 1)]
    public void OrderIsTheStableSortById(int batch, int length, int vocabulary)
    {
        Random random = log.FreshRandom();
        KernelCaseBuilder builder = new(random, batch);
        Slot tokenIds = builder.Integers(length, _ => random.Next(vocabulary)), counts = builder.IntegerOutput(256);
        Slot lowOrder = builder.IntegerOutput(length), order = builder.IntegerOutput(length);
        using HostDevice<double> device = new();
        int[] sorted = builder.Build(recorder =>
        {
            recorder.CountLowDigits(tokenIds, counts);
            recorder.ScanDigits(counts);
            recorder.ScatterByLowDigits(tokenIds, counts, lowOrder);
            recorder.CountHighDigits(tokenIds, lowOrder, counts);
            recorder.ScanDigits(counts);
            recorder.ScatterByHighDigits(tokenIds, lowOrder, counts, order);
        }).RunOn(device)[2].Integers;

        int[] ids = builder.ContentsOf(tokenIds).Integers;
        Assert.Equal(Enumerable.Range(0, batch * length).OrderBy(token => ids[token]), sorted);
    }
}
