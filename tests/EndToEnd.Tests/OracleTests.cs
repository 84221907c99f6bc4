namespace EndToEnd.Tests;

/// <summary>Training steps against an ELECTRA in PyTorch that shares no line with the product.</summary>
public sealed class OracleTests
{
    [Fact]
    public async Task TheOracleNoticesEverySpoiltTensor() =>
        (await Programs.RunOracleAsync("self_check.py")).ShouldSucceed();
}
