using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Host.Fast.Vectors;
using ElectraGen.Runtime.Randomness;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Host.Fast;

public sealed class FastKernelsTests
{
    public static TheoryData<string> Cases => KernelCases.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void BitsDoNotDependOnTheNumberOfThreads(string name)
    {
        int seed = RandomNumbers.FreshSeed();
        KernelCase kernelCase = KernelCases.Named(name).Create(new Random(seed));
        IReadOnlyList<SlotContents> alone = Run(threadCount: 1);
        foreach (int threadCount in (int[])[2, 3, 7])
            KernelCase.AssertNear(alone, Run(threadCount), tolerance: 0, seed);

        IReadOnlyList<SlotContents> Run(int threadCount)
        {
            using HostDevice<float> device = new(HostKernelTable<float>.Best, threadCount);
            return kernelCase.RunOn(device);
        }
    }

    [Fact]
    public void WordsThatAreDrawnTogetherAreThoseOfPhilox()
    {
        int seed = RandomNumbers.FreshSeed();
        Random random = new(seed);
        for (int count = 1; count < 70; count++)
        {
            uint[] key = [Next(), Next()], counter = [uint.MaxValue - (uint)random.Next(10), Next(), Next(), Next()];
            uint[] words = new uint[PhiloxVectors.WholeDraws(count)];
            PhiloxVectors.Draw(key[0], key[1], counter[0], counter[1], counter[2], counter[3], words);
            Assert.InRange(words.Length, count, count + 15);
            for (int index = 0; index < words.Length; index++)
            {
                PhiloxWords expected = Philox.Draw(key[0], key[1], unchecked(counter[0] + (uint)(index / 4)), counter[1], counter[2], counter[3]);
                Assert.True(expected[index % 4] == words[index], $"seed {seed}, {count} words: word {index} is {words[index]}, not {expected[index % 4]}");
            }
        }

        uint Next() => (uint)random.NextInt64(1L << 32);
    }
}
