using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

public sealed class KernelCasesTests
{
    [Fact]
    public void EveryKernelHasACase()
    {
        IEnumerable<KernelDefinition> tested = KernelCases.All.Select(source => source.Kernel).Distinct();
        Assert.Empty(KernelCatalog.All.Except(tested));
    }

    [Fact]
    public void NamesAreUnique() => Assert.Distinct(KernelCases.All.Select(source => source.Name));
}
