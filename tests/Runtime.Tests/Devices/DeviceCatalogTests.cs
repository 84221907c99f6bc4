using System.Runtime.InteropServices;
using ElectraGen.Runtime;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Devices;

// In the collection of the Vulkan tests because the environment that drivers are found by belongs to the whole process
[Collection(VulkanCollection.Name)]
public sealed partial class DeviceCatalogTests
{
    [Fact]
    public void IdentifiersAreTheirPlaces()
    {
        IReadOnlyList<DeviceDescription> devices = DeviceCatalog.List();
        Assert.Equal("host", devices[^1].Id);
        for (int index = 0; index < devices.Count - 1; index++)
            Assert.Equal($"vulkan:{index}", devices[index].Id);
    }

    [Fact]
    public void EveryUsableDeviceOpensByItsIdentifier()
    {
        foreach (DeviceDescription description in DeviceCatalog.List().Where(device => device.IsUsable))
        {
            using IDevice device = DeviceCatalog.Open(description.Id, new DeviceOptions());
            Assert.Equal(description, device.Description);
        }
    }

    [Fact]
    public void NeitherADeviceThatCannotBeUsedNorACpuDriverIsTheDefault()
    {
        DeviceDescription old = new("vulkan:0", "Old", "", "discrete", 1, DeviceDescription.NoTier, "it has Vulkan 1.0 and 1.2 is needed");
        DeviceDescription gpu = new("vulkan:1", "Gpu", "", "integrated", 1, "shared memory", "");
        DeviceDescription cpu = new("vulkan:1", "Cpu", "", "cpu", 1, "register tiles", "");
        DeviceDescription host = new("host", "Host", "", "host", 1, "plain loops", "");
        Assert.Equal(gpu, DeviceCatalog.Default([old, gpu, host]));
        Assert.Equal(host, DeviceCatalog.Default([old, cpu, host]));
    }

    [Theory]
    [InlineData("vulkan:99", "There is no device vulkan:99; the last one is vulkan:")]
    [InlineData("vulkan:x", "There is no device \"vulkan:x\"")]
    [InlineData("vulkan:-1", "There is no device \"vulkan:-1\"")]
    [InlineData("cuda", "There is no device \"cuda\"")]
    [InlineData("", "There is no device \"\"")]
    public void AnUnknownDeviceIsASentence(string id, string sentence)
    {
        ElectraGenException failure = Assert.Throws<ElectraGenException>(() => DeviceCatalog.Open(id, new DeviceOptions()));
        Assert.StartsWith(sentence, failure.Message, StringComparison.Ordinal);
        Assert.Contains("`electragen devices`", failure.Message);
    }

    [Fact]
    public void WithoutADriverThereIsTheHost()
    {
        if (OperatingSystem.IsWindows())
            return;

        string[] variables = ["VK_DRIVER_FILES", "VK_ICD_FILENAMES"];
        string?[] before = [.. variables.Select(Environment.GetEnvironmentVariable)];
        try
        {
            foreach (string variable in variables)
                SetNative(variable, "/nowhere/driver.json", overwrite: 1);

            Assert.Equal("host", Assert.Single(DeviceCatalog.List()).Id);
            using (IDevice device = DeviceCatalog.Open(null, new DeviceOptions()))
                Assert.Equal("host", device.Description.Id);
            ElectraGenException failure = Assert.Throws<ElectraGenException>(() => DeviceCatalog.Open("vulkan", new DeviceOptions()));
            Assert.Contains("apt-get install mesa-vulkan-drivers", failure.Message);
        }
        finally
        {
            for (int index = 0; index < variables.Length; index++)
            {
                if (before[index] is { } value)
                    SetNative(variables[index], value, overwrite: 1);
                else
                    UnsetNative(variables[index]);
            }
        }
    }

    // The runtime keeps a copy of the environment to itself; the loader reads the process's own
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnsetNative(string name);
}
